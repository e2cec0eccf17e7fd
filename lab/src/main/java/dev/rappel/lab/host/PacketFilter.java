package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's packet filter before and after a dockerd: it adds chains and sets the policy of
 * {@code FORWARD} to DROP, and leaves both behind when it ends.
 */
final class PacketFilter {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final String TRACE = "iptables FORWARD ";

    /** Prints the policy of FORWARD, or nothing where a Docker has been at work before. */
    private static final String LOOK =
            """
            PATH=$PATH:/usr/sbin:/sbin
            iptables-save 2>/dev/null | grep -q DOCKER && exit 0
            iptables -S FORWARD | sed -n 's/^-P FORWARD //p'
            """;

    /** Every rule and chain of Docker's own names one of these; all others stay as they are. */
    private static final String CLEAN =
            """
            PATH=$PATH:/usr/sbin:/sbin
            iptables-save | grep -v -e DOCKER -e docker0 -e ' br-' | iptables-restore &&
            iptables -P FORWARD "$1"
            """;

    private PacketFilter() {}

    /**
     * What to remember so that Docker's traces can be removed; empty where they are not ours to
     * remove.
     */
    static Optional<String> beforeDocker(Machine machine) throws Failure, InterruptedException {
        String policy = machine.run(List.of("sh", "-c", LOOK), GRACE).out().strip();
        return policy.equals("ACCEPT") || policy.equals("DROP")
                ? Optional.of(TRACE + policy)
                : Optional.empty();
    }

    static boolean isTrace(String remembered) {
        return remembered.startsWith(TRACE);
    }

    static void withoutDocker(Machine machine, String remembered)
            throws Failure, InterruptedException {
        String policy = remembered.substring(TRACE.length());
        // What cannot be taken away is no reason to fail: the dockerd itself has ended.
        machine.run(List.of("sh", "-c", CLEAN, "sh", policy), GRACE).ok();
    }
}
