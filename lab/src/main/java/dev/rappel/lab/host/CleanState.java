package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The clean state of a host: noted when it had booted, and brought back without a boot. Whatever
 * cannot be brought back that way makes the host anew, with the same address and host keys.
 */
final class CleanState {
    private static final Duration BOOT = Duration.ofSeconds(60);

    /**
     * What is copied when the host is clean: where hosts are changed, and where the first boot did.
     */
    private static final List<String> COPIED =
            List.of("etc", "home", "root", "var", "usr/local", "opt", "srv");

    private static final List<String> NOT_COPIED =
            List.of("var/lib/dpkg", "var/lib/apt", "var/cache", "var/log/journal");

    private static final Predicate<String> IN_COPY =
            Pattern.compile("/(" + String.join("|", COPIED) + ")(/.*)?")
                    .asMatchPredicate()
                    .and(
                            Pattern.compile("/(" + String.join("|", NOT_COPIED) + ")(/.*)?")
                                    .asMatchPredicate()
                                    .negate());

    /** More changes than this outside the copied folders: making the host anew is faster. */
    private static final int MOST_FROM_IMAGE = 20;

    private final Host host;
    private final Path note;
    private final Path copy;

    CleanState(Host host) {
        this.host = host;
        Path base = host.folder().clean(host.name());
        this.note = base.resolveSibling(host.name() + ".state");
        this.copy = base.resolveSibling(host.name() + ".tar");
    }

    /** Notes that the host is clean as it is now. */
    void note() throws Failure, InterruptedException {
        List<String> tar = new ArrayList<>(List.of("tar", "--format=posix", "--numeric-owner"));
        tar.addAll(List.of("--ignore-failed-read", "--warning=no-file-ignored"));
        NOT_COPIED.forEach(path -> tar.add("--exclude=" + path));
        tar.addAll(List.of("-C", "/", "-c"));
        tar.addAll(COPIED);
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "out=$1; shift; \"$@\" >\"$out\""));
        words.addAll(List.of("sh", copy.toString(), "docker", "exec", host.container()));
        words.addAll(tar);
        host.folder().write(copy, "");
        LocalCommand.of(words).expect();
        String state = host.must(HostState.script("state") + "state; echo @@files; files").out();
        host.folder().write(note, state);
    }

    /** Brings it back. */
    Host.Reset bringBack() throws Failure, InterruptedException {
        Faults.revive(host);
        List<String> left = Files.exists(note) ? inPlace() : List.of("no note of its clean state");
        if (!left.isEmpty()) {
            makeAgain();
        }
        return new Host.Reset(!left.isEmpty(), left);
    }

    /** What is left after all that can be done without making it anew. */
    private List<String> inPlace() throws Failure, InterruptedException {
        HostState clean = HostState.parse(host.folder().read(note));
        LocalCommand.Result quiet =
                host.exec(
                        HostState.script("state") + HostState.script("quiet"),
                        clean.section("units"),
                        clean.section("mounts"),
                        clean.section("memory"),
                        clean.section("network"),
                        clean.section("names"));
        if (!quiet.ok() || !quiet.out().contains("@@files\n")) {
            return quiet.lastLines(3);
        }
        FileTree.Difference touched = HostState.parse(quiet.out()).files().since(clean.files());
        if (!restored(touched)) {
            return List.of("files that cannot be restored: " + touched);
        }
        LocalCommand.Result finish =
                host.exec(
                        HostState.script("state") + HostState.script("finish"),
                        clean.section("units"));
        if (!finish.out().contains("@@files\n")) {
            return finish.lastLines(3);
        }
        HostState now = HostState.parse(finish.out());
        List<String> left = now.unlike(clean);
        if (left.isEmpty()) {
            // Restored files have new change times, which are the clean ones from now on.
            host.folder().write(note, finish.out());
        }
        return left;
    }

    private boolean restored(FileTree.Difference touched) throws Failure, InterruptedException {
        if (touched.none()) {
            return true;
        }
        List<String> missing = new ArrayList<>(touched.changed());
        missing.addAll(touched.removed());
        List<String> fromImage = missing.stream().filter(IN_COPY.negate()).toList();
        if (fromImage.size() > MOST_FROM_IMAGE) {
            return false;
        }
        StringBuilder lists = new StringBuilder();
        touched.added().forEach(path -> lists.append(path).append('\0'));
        lists.append('\0');
        missing.stream().filter(IN_COPY).forEach(path -> lists.append(path).append('\0'));
        byte[] bytes = lists.toString().getBytes(StandardCharsets.UTF_8);
        if (!host.script(HostState.script("lists")).input(bytes).run().ok()) {
            return false;
        }
        boolean copied = missing.size() == fromImage.size() || fromCopy();
        return copied && (fromImage.isEmpty() || fromImage(fromImage));
    }

    private boolean fromCopy() throws Failure, InterruptedException {
        String extract =
                "tar -x -C / -p --numeric-owner --no-recursion --null -T /run/rappel-restore -f -;"
                        + " s=$?; rm -f /run/rappel-restore; exit $s";
        return LocalCommand.of(
                        "sh",
                        "-c",
                        "exec docker exec -i \"$1\" sh -c \"$3\" <\"$2\"",
                        "sh",
                        host.container(),
                        copy.toString(),
                        extract)
                .run()
                .ok();
    }

    /** Takes single files from a container of the same image that was never started. */
    private boolean fromImage(List<String> paths) throws Failure, InterruptedException {
        String pristine = host.container() + "-pristine";
        Docker docker = host.docker();
        String lab = Labels.LAB + "=" + host.folder().lab();
        String image = docker.text("inspect", "--format", "{{.Image}}", host.container());
        docker.command("create", "--name", pristine, "--label", lab, image).expect();
        try {
            for (String path : paths) {
                LocalCommand.Result result =
                        LocalCommand.of(
                                        "bash",
                                        "-c",
                                        "set -o pipefail; docker cp \"$1:$3\" - | docker exec -i \"$2\" tar -x -p"
                                                + " --numeric-owner -C \"$(dirname \"$3\")\"",
                                        "bash",
                                        pristine,
                                        host.container(),
                                        path)
                                .run();
                if (!result.ok()) {
                    return false;
                }
            }
            return true;
        } finally {
            docker.command("rm", "-f", pristine).run().ok();
        }
    }

    private void makeAgain() throws Failure, InterruptedException {
        Path words = host.folder().seed(host.name()).resolveSibling(host.name() + ".docker");
        List<String> create = host.folder().read(words).lines().toList();
        host.docker().command("rm", "-f", "-v", host.container()).expect();
        Container.make(host, create);
        Container.start(host);
        host.booted(BOOT);
        host.sshReady(BOOT);
        note();
    }
}
