package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes the image of a host: from a Debian that Docker has or can pull, else from one that
 * debootstrap makes on this machine.
 */
final class ImageBuild {
    private static final String DEBIAN = "debian:bookworm-slim";
    private static final String OWN_BASE = "rappel-lab-base";
    private static final String MIRROR = "http://deb.debian.org/debian";

    /** A registry that cannot be reached must not cost the time that debootstrap takes. */
    private static final Duration SHORT_PULL = Duration.ofSeconds(20);

    private static final Duration LONG_PULL = Duration.ofMinutes(5);
    private static final Duration BUILD = Duration.ofMinutes(20);

    /** The bare system, its packages, the image and its copy, side by side for a while. */
    private static final long ROOM_NEEDED = 1_200_000_000L;

    /** Where less is left, it was the want of room that ended a program. */
    private static final long NOTHING_FREE = 32_000_000L;

    private final Docker docker;
    private final CacheFolder cache;
    private final Progress progress;
    private final Machine machine;
    private final long roomNeeded;

    ImageBuild(Docker docker, CacheFolder cache, Progress progress) {
        this(docker, cache, progress, ROOM_NEEDED);
    }

    private ImageBuild(Docker docker, CacheFolder cache, Progress progress, long roomNeeded) {
        this.roomNeeded = roomNeeded;
        this.docker = docker;
        this.cache = cache;
        this.progress = progress;
        this.machine = Machine.real();
    }

    /** The same with less or more room asked for before it begins. */
    ImageBuild needing(long bytes) {
        return new ImageBuild(docker, cache, progress, bytes);
    }

    /** Makes the image and gives it its name, or leaves nothing. */
    void make(String name) throws Failure, InterruptedException {
        needRoom();
        Path work = cache.images().resolve("making-" + ProcessHandle.current().pid());
        String ownBase = OWN_BASE + ":" + ProcessHandle.current().pid();
        try {
            Files.createDirectories(work);
            String base = base(work, ownBase);
            build(name, base, work.resolve("context"));
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot make the host image")
                    .why("cannot write to " + work + ": " + e.getMessage())
                    .cause(e);
        } finally {
            boolean interrupted = Thread.interrupted();
            delete(work);
            docker.command("image", "rm", "--no-prune", ownBase).run().ok();
            docker.command("image", "prune", "-f", "--filter", "label=dev.rappel.image=host")
                    .run()
                    .ok();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where room is needed, as far as it is on this machine. */
    private List<Path> places() throws Failure, InterruptedException {
        List<Path> places = new ArrayList<>(List.of(cache.images()));
        Path docks = Path.of(docker.text("info", "--format", "{{.DockerRootDir}}"));
        if (Files.isDirectory(docks)) {
            places.add(docks);
        }
        return places;
    }

    private void needRoom() throws Failure, InterruptedException {
        for (Path place : places()) {
            long free = free(place);
            if (free < roomNeeded) {
                throw Failure.of(Failure.Kind.REFUSED, "too little room to make the host image")
                        .why(
                                "%s has %d MB free, %d MB are needed"
                                        .formatted(place, free / 1_000_000, roomNeeded / 1_000_000))
                        .help("make room there, or set RAPPEL_CACHE to a folder on another disk");
            }
        }
    }

    /** What cannot be measured counts as enough: making the image finds it out. */
    private static long free(Path place) {
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private String base(Path work, String ownBase) throws Failure, InterruptedException {
        if (Image.there(docker, DEBIAN)) {
            return DEBIAN;
        }
        boolean canMake =
                machine.root()
                        && (machine.has("debootstrap")
                                || new Apt(machine, cache, progress).possible());
        String refusal = pull(canMake ? SHORT_PULL : LONG_PULL);
        if (refusal.isEmpty()) {
            return DEBIAN;
        }
        if (!canMake) {
            throw Failure.of(Failure.Kind.REFUSED, "there is no base for the host image")
                    .why(DEBIAN + " cannot be pulled: " + refusal)
                    .help(
                            "docker load an image "
                                    + DEBIAN
                                    + ", or run this as root on Debian, where debootstrap makes one");
        }
        if (!machine.has("debootstrap")) {
            new Apt(machine, cache, progress).install(List.of("debootstrap"));
        }
        debootstrap(work.resolve("root"), ownBase);
        return ownBase;
    }

    /** Empty when it was pulled, else why not. */
    private String pull(Duration limit) throws InterruptedException {
        try (var step = progress.start("host image: looking for " + DEBIAN)) {
            LocalCommand.Result result =
                    docker.command("pull", DEBIAN).within(limit).onLine(step::now).run();
            if (!result.ok()) {
                step.done("not to be had here");
                return String.join(" ", result.lastLines(1));
            }
            step.done();
            return "";
        } catch (Failure e) {
            return e.why();
        }
    }

    private void debootstrap(Path root, String image) throws Failure, InterruptedException {
        try (var step = progress.start("host image: making a bare Debian (once)")) {
            // In a mount namespace of its own: whatever it mounts below the folder goes when it
            // ends.
            check(
                    LocalCommand.of(
                                    "unshare",
                                    "--mount",
                                    "debootstrap",
                                    "--variant=minbase",
                                    "bookworm",
                                    root.toString(),
                                    mirror())
                            .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
                            .with("LC_ALL", "C.UTF-8")
                            .within(BUILD)
                            .onLine(line -> step.now(line.replaceFirst("^I: ", "")))
                            .run());
            check(
                    LocalCommand.of(
                                    "bash",
                                    "-c",
                                    "set -o pipefail; tar -C \"$1\" --exclude=./var/cache/apt/archives/*.deb"
                                            + " --exclude=./var/lib/apt/lists/* -c . | docker import - \"$2\"",
                                    "bash",
                                    root.toString(),
                                    image)
                            .within(BUILD)
                            .run());
            step.done();
        }
    }

    private void build(String name, String base, Path context)
            throws Failure, InterruptedException, IOException {
        Recipe.layInto(context);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "build",
                                "--network",
                                "host",
                                "--force-rm",
                                "--no-cache",
                                "--tag",
                                name));
        words.addAll(List.of("--build-arg", "BASE=" + base, "--build-arg", "MIRROR=" + mirror()));
        for (String proxy : List.of("http_proxy", "https_proxy", "no_proxy")) {
            if (!machine.variable(proxy).isEmpty()) {
                // Docker knows these by name and takes the value from the environment.
                words.addAll(List.of("--build-arg", proxy));
            }
        }
        words.add(context.toString());
        try (var step = progress.start("host image: installing systemd, sshd and tools (once)")) {
            check(docker.command(words).within(BUILD).onLine(step::now).run());
            step.done();
        }
    }

    private String mirror() {
        String own = machine.variable("RAPPEL_DEBIAN_MIRROR");
        return own.isBlank() ? MIRROR : own;
    }

    private void check(LocalCommand.Result result) throws Failure, InterruptedException {
        if (result.ok()) {
            return;
        }
        Failure failure = Failure.of(Failure.Kind.FAILED, "cannot make the host image");
        if (full(result)) {
            throw failure.why("the disk is full")
                    .help("make room for about a gigabyte; nothing half-made was left");
        }
        throw failure.why(
                        "`%s` ended with status %d"
                                .formatted(result.words().getFirst(), result.status()))
                .help("RAPPEL_DEBIAN_MIRROR names another mirror than " + MIRROR)
                .evidence(result.lastLines(15));
    }

    /** debootstrap hides the kernel's word in a log of its own; so it is looked up as well. */
    private boolean full(LocalCommand.Result result) throws Failure, InterruptedException {
        String all = (result.out() + result.err()).toLowerCase(Locale.ROOT);
        return all.contains("no space left on device")
                || places().stream().anyMatch(place -> free(place) < NOTHING_FREE);
    }

    static void delete(Path folder) throws Failure, InterruptedException {
        LocalCommand.of("rm", "-rf", "--one-file-system", folder.toString())
                .within(Duration.ofMinutes(2))
                .run()
                .ok();
    }
}
