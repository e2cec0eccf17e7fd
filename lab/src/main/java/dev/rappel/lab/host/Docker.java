package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Docker of this machine, driven through its command line: each step can be repeated by hand,
 * and contexts and {@code DOCKER_HOST} mean what they always mean.
 */
public final class Docker {
    /**
     * Long enough for a Docker that is busy with many containers, short enough to notice a dead
     * one.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CacheFolder cache;

    Docker(CacheFolder cache) {
        this.cache = cache;
    }

    /** As {@link #ready(CacheFolder, Progress)}, with this user's own cache. */
    public static Docker ready(Progress progress) throws Failure, InterruptedException {
        return ready(CacheFolder.ofThisUser(), progress);
    }

    /**
     * A Docker that answers. Where none does and we are root on Debian or Ubuntu, it is installed
     * and started.
     *
     * @throws Failure REFUSED when there is none and it may not be installed here
     */
    public static Docker ready(CacheFolder cache, Progress progress)
            throws Failure, InterruptedException {
        new DockerSetup(Machine.real(), cache, progress).run();
        return new Docker(cache);
    }

    /** The Docker of this machine if it answers as it is; nothing is installed or started. */
    public static Optional<Docker> answering(CacheFolder cache)
            throws Failure, InterruptedException {
        return new DockerSetup(Machine.real(), cache, Progress.SILENT).answers()
                ? Optional.of(new Docker(cache))
                : Optional.empty();
    }

    /**
     * Stops Docker if {@link #ready} of this cache started it and no container uses it any more.
     * Safe to call at any time.
     */
    public void stopIfOurs(Progress progress) throws Failure, InterruptedException {
        if (lines("ps", "-aq").isEmpty()) {
            new DockerSetup(Machine.real(), cache, progress).stopIfOurs();
        }
    }

    /** The command {@code docker words…}, not yet run. */
    public LocalCommand command(String... words) {
        return command(List.of(words));
    }

    LocalCommand command(List<String> words) {
        List<String> all = new ArrayList<>(words.size() + 1);
        all.add("docker");
        all.addAll(words);
        return LocalCommand.of(all).within(PATIENCE);
    }

    /** Runs it and gives its output without the last line feed. */
    String text(String... words) throws Failure, InterruptedException {
        return command(words).expect().out().strip();
    }

    /** Runs it and gives the lines of its output that are not empty. */
    List<String> lines(String... words) throws Failure, InterruptedException {
        return command(words).expect().out().lines().filter(l -> !l.isBlank()).toList();
    }
}
