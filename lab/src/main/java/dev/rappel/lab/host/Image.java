package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The image that all hosts boot, named for the recipe it was made of. Docker may lose it: a copy in
 * the cache brings it back in seconds.
 */
public final class Image {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Docker docker;
    private final CacheFolder cache;
    private final Progress progress;

    Image(Docker docker, CacheFolder cache, Progress progress) {
        this.docker = docker;
        this.cache = cache;
        this.progress = progress;
    }

    /** {@code rappel-lab-host:} and a hash of the recipe. */
    public static String name() {
        return "rappel-lab-host:" + Recipe.hash();
    }

    /**
     * Sees to it that Docker has the image: it has it, or the cache has it, or it is made now.
     *
     * @return its name
     * @throws Failure when it cannot be made; nothing half-made is left then
     */
    public static String ready(Docker docker, CacheFolder cache, Progress progress)
            throws Failure, InterruptedException {
        return new Image(docker, cache, progress).ready();
    }

    private String ready() throws Failure, InterruptedException {
        if (there(docker, name())) {
            return name();
        }
        try (var _ = FileGuard.hold(cache.images().resolve("host.lock"))) {
            // While we waited for the lock, another lab may have made it.
            if (!there(docker, name()) && !loaded()) {
                sweep();
                new ImageBuild(docker, cache, progress).make(name());
                keep();
            }
        }
        return name();
    }

    static boolean there(Docker docker, String image) throws Failure, InterruptedException {
        return docker.command("image", "inspect", "--format", "{{.Id}}", image).run().ok();
    }

    private boolean loaded() throws Failure, InterruptedException {
        for (Packing packing : Packing.values()) {
            Path file = file(packing);
            if (Files.exists(file) && Machine.real().has(packing.program)) {
                try (var step = progress.start("host image: loading it from the cache")) {
                    pipe(packing.program + " -dc <\"$1\" | docker load", file);
                    if (there(docker, name())) {
                        step.done();
                        return true;
                    }
                }
                delete(file);
            }
        }
        return false;
    }

    /** Keeps a copy beside Docker. The image is good without it, so a failure here is none. */
    private void keep() throws Failure, InterruptedException {
        Packing packing = Packing.best();
        Path file = file(packing);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (var step = progress.start("host image: keeping a copy in the cache")) {
            boolean whole = pipe("docker save " + name() + " | " + packing.pack + " >\"$1\"", part);
            if (whole) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                step.done();
            }
        } catch (IOException e) {
            return;
        } finally {
            delete(part);
        }
    }

    private Path file(Packing packing) {
        return cache.images().resolve("host-" + Recipe.hash() + ".tar." + packing.ending);
    }

    /** Both ends of the pipe count: a cut-off copy must not look like a whole one. */
    private static boolean pipe(String line, Path file) throws Failure, InterruptedException {
        String script = "set -o pipefail; " + line;
        return LocalCommand.of("bash", "-c", script, "bash", file.toString())
                .within(LIMIT)
                .run()
                .ok();
    }

    /** What an earlier try left that was killed outright. */
    private void sweep() throws Failure, InterruptedException {
        try (Stream<Path> files = Files.list(cache.images())) {
            List<Path> old =
                    files.filter(p -> p.getFileName().toString().startsWith("making-")).toList();
            for (Path folder : old) {
                ImageBuild.delete(folder);
            }
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot read the lab's cache")
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is in the cache, which may be deleted at any time.
            return;
        }
    }

    private enum Packing {
        ZSTD("zst", "zstd", "zstd -q -3"),
        GZIP("gz", "gzip", "gzip -1");

        private final String ending;
        private final String program;
        private final String pack;

        Packing(String ending, String program, String pack) {
            this.ending = ending;
            this.program = program;
            this.pack = pack;
        }

        static Packing best() {
            return Machine.real().has(ZSTD.program) ? ZSTD : GZIP;
        }
    }
}
