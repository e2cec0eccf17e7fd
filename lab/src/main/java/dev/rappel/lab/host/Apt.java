package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Installs what the lab needs of Debian's packages on this machine, where that is allowed. */
final class Apt {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Machine machine;
    private final CacheFolder cache;
    private final Progress progress;

    Apt(Machine machine, CacheFolder cache, Progress progress) {
        this.machine = machine;
        this.cache = cache;
        this.progress = progress;
    }

    /** Whether this user may install packages here at all. */
    boolean possible() {
        return machine.root()
                && machine.has("apt-get")
                && machine.distribution().stream()
                        .anyMatch(id -> id.equals("debian") || id.equals("ubuntu"));
    }

    /**
     * Installs packages. What apt-get prints goes to {@code apt.log} in the cache; its last lines
     * are a failure's evidence.
     */
    void install(List<String> packages) throws Failure, InterruptedException {
        try (var step = progress.start("installing " + String.join(", ", packages))) {
            List<String> install =
                    new ArrayList<>(List.of("install", "-y", "--no-install-recommends"));
            install.addAll(packages);
            run(List.of("update"), packages, step);
            run(install, packages, step);
            step.done();
        }
    }

    private void run(List<String> words, List<String> packages, Progress.Step step)
            throws Failure, InterruptedException {
        List<String> all = new ArrayList<>(List.of("apt-get", "-q"));
        // Another apt-get at work (an unattended upgrade, say) is waited for.
        all.addAll(List.of("-o", "DPkg::Lock::Timeout=120"));
        all.addAll(words);
        LocalCommand command =
                LocalCommand.of(all)
                        .with("DEBIAN_FRONTEND", "noninteractive")
                        .with("LC_ALL", "C.UTF-8")
                        .within(LIMIT)
                        .onLine(step::now);
        LocalCommand.Result result = machine.run(all, command);
        Path log = cache.root().resolve("apt.log");
        keep(log, result);
        if (!result.ok()) {
            throw Failure.of(
                            Failure.Kind.FAILED,
                            "cannot install " + String.join(", ", packages) + " with apt-get")
                    .why("apt-get " + words.getFirst() + " ended with status " + result.status())
                    .help("all it printed is in " + log + "; installed by hand it is found as well")
                    .evidence(result.lastLines(10));
        }
    }

    private static void keep(Path log, LocalCommand.Result result) {
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(
                    log,
                    "$ " + String.join(" ", result.words()) + "\n" + result.out() + result.err(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // The log is a convenience; the failure itself carries the last lines.
            return;
        }
    }
}
