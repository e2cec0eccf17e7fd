package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A build from etcd's published Go modules with the machine's {@code go}.
 *
 * <p>For each version there is a {@code go.mod} and a {@code go.sum} among the resources, which pin
 * every module by content; a module that differs stops the build. etcd publishes modules that can
 * be built this way from 3.5 on.
 *
 * @param deadline for each of the calls of {@code go}
 */
record GoModules(Duration deadline) implements ReleaseSource {
    /** The versions that have a {@code go.mod} here, oldest first. */
    static final List<EtcdVersion> PINNED =
            List.of(new EtcdVersion(3, 5, 33), new EtcdVersion(3, 6, 14), new EtcdVersion(3, 7, 1));

    /** The programs by their names, with the folder of etcd's sources that each is made from. */
    private static final Map<String, String> PROGRAMS =
            Map.of("etcd", "server", "etcdctl", "etcdctl", "etcdutl", "etcdutl");

    @Override
    public String name() {
        return "a build from etcd's Go modules";
    }

    @Override
    public Outcome fetch(ReleaseId id, Path work, Progress.Step step)
            throws Failure, InterruptedException {
        if (!PINNED.contains(id.version())) {
            return new Outcome.Absent("only %s are pinned".formatted(pinned()));
        }
        Path caches = work.resolve("go");
        Path project = work.resolve("project");
        Path out = work.resolve("out");
        try {
            Files.createDirectories(caches);
            Files.createDirectories(project);
            Files.createDirectories(out);
            copyResource(id, "go.mod", project);
            copyResource(id, "go.sum", project);
            Toolchain toolchain = toolchain(work);
            LocalCommand build =
                    go(caches, build(out))
                            .in(project)
                            .within(deadline)
                            .with("GOPROXY", toolchain.proxyWithCache())
                            .with("GOFLAGS", "-mod=readonly -modcacherw -buildvcs=false")
                            .with("GOWORK", "off")
                            .with("GO111MODULE", "on")
                            .with("CGO_ENABLED", "0")
                            .with("GOOS", "linux")
                            .with("GOARCH", id.arch().word())
                            .onLine(line -> step.now(shown(line)));
            LocalCommand.Result result = build.run();
            if (!result.ok()) {
                return failed(result.lastLines(12), work);
            }
            step.now("packing");
            Path archive = work.resolve(id.archiveName());
            ArchiveWriter.write(id, programs(out), readme(id, toolchain), archive);
            return new Outcome.Found(
                    archive,
                    Sha256.of(archive),
                    new Origin(Origin.Kind.BUILT, toolchain.version()));
        } catch (NoGo e) {
            return new Outcome.Absent(e.reason);
        } catch (IOException e) {
            throw DiskTrouble.of("building " + id, work, e);
        }
    }

    static String pinned() {
        return String.join(", ", PINNED.stream().map(EtcdVersion::toString).toList());
    }

    private static Outcome failed(List<String> lines, Path work) throws Failure {
        var full = DiskTrouble.in(lines, "building etcd", work);
        if (full.isPresent()) {
            throw full.get();
        }
        return new Outcome.Absent("`go build` failed", lines);
    }

    private static List<String> build(Path out) {
        List<String> words =
                new ArrayList<>(
                        List.of("build", "-v", "-trimpath", "-ldflags=-s -w", "-o", out + "/"));
        PROGRAMS.values().stream()
                .sorted()
                .map(folder -> "go.etcd.io/etcd/" + folder + "/v3")
                .forEach(words::add);
        return words;
    }

    /** {@code go build} names a program by its folder: etcd itself is "server". */
    private static Map<String, Path> programs(Path out) {
        Map<String, Path> programs = new LinkedHashMap<>();
        PROGRAMS.forEach((name, folder) -> programs.put(name, out.resolve(folder)));
        return programs;
    }

    /** With caches of their own, which go away with the work folder: nothing is left outside it. */
    private static LocalCommand go(Path caches, List<String> words) {
        List<String> all = new ArrayList<>(List.of("go"));
        all.addAll(words);
        return LocalCommand.of(all)
                .with("GOMODCACHE", caches.resolve("modules").toString())
                .with("GOCACHE", caches.resolve("build").toString())
                .with("GOTMPDIR", caches.toString());
    }

    /**
     * The machine's go.
     *
     * @param cache the folder of modules that the user has already
     */
    private record Toolchain(String version, String proxy, String cache) {
        /** The user's own modules first: with them no network is needed. */
        String proxyWithCache() {
            Path downloads = Path.of(cache, "cache", "download");
            return Files.isDirectory(downloads) ? downloads.toUri() + "," + proxy : proxy;
        }
    }

    private static final class NoGo extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        NoGo(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private static Toolchain toolchain(Path work) throws NoGo, InterruptedException {
        LocalCommand.Result result;
        try {
            result =
                    LocalCommand.of("go", "env", "GOVERSION", "GOPROXY", "GOMODCACHE")
                            .in(work)
                            .within(Duration.ofMinutes(1))
                            .run();
        } catch (Failure noProgram) {
            throw new NoGo("there is no `go` on the PATH");
        }
        List<String> lines = result.out().lines().toList();
        if (!result.ok() || lines.size() < 3) {
            throw new NoGo("`go env` failed: " + String.join(" ", result.lastLines(1)));
        }
        return new Toolchain(lines.get(0), lines.get(1), lines.get(2));
    }

    private static void copyResource(ReleaseId id, String name, Path into) throws IOException {
        String path = "etcd-" + id.version() + "/" + name;
        try (InputStream in = GoModules.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + path + " is missing");
            }
            Files.copy(in, into.resolve(name));
        }
    }

    private static String readme(ReleaseId id, Toolchain toolchain) {
        return """
        etcd %s for linux-%s, built from etcd's published Go modules with %s.
        It has the sources of etcd's own release, and not its bytes.
        """
                .formatted(id.version(), id.arch(), toolchain.version());
    }

    private static String shown(String line) {
        return line.startsWith("go: ") ? line.substring("go: ".length()) : "compiling " + line;
    }
}
