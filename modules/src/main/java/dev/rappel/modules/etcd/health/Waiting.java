package dev.rappel.modules.etcd.health;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.cluster.Finding;
import java.time.Duration;
import java.util.List;

/** Looks again and again until nothing is missing any more. */
public final class Waiting {
    private Waiting() {}

    /** What is missing now. */
    @FunctionalInterface
    public interface Look {
        List<Finding> findings() throws Failure, InterruptedException;
    }

    /** Lets time go by between two looks. */
    @FunctionalInterface
    public interface Rest {
        void rest() throws InterruptedException;
    }

    /**
     * @param pause between two looks
     * @param otherwise what to say when the time is over and something is still missing
     */
    public static void until(
            HostAccess host, Duration timeout, Duration pause, String otherwise, Look look)
            throws Failure, InterruptedException {
        until(host, timeout, () -> host.pause(pause), otherwise, look);
    }

    /**
     * @param rest between two looks
     * @param otherwise what to say when the time is over and something is still missing
     */
    public static void until(
            HostAccess host, Duration timeout, Rest rest, String otherwise, Look look)
            throws Failure, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            List<Finding> findings = look.findings();
            if (findings.isEmpty()) {
                return;
            }
            Duration gone = Duration.ofNanos(System.nanoTime() - begin);
            if (gone.compareTo(timeout) > 0) {
                throw Failure.of(Failure.Kind.FAILED, otherwise)
                        .why(Finding.seen(findings))
                        .help(Finding.help(findings));
            }
            host.says(
                    "waiting ("
                            + gone.toSeconds()
                            + "/"
                            + timeout.toSeconds()
                            + "s): "
                            + Finding.seen(findings));
            rest.rest();
        }
    }
}
