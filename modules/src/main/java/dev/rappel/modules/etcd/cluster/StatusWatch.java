package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Waits for what members tell of themselves: one small call to each, over lines that stay open. A
 * whole look at the cluster is a dozen times as much work for those who are waited for.
 */
public final class StatusWatch implements AutoCloseable {
    /** Not everything shows in a status, so a whole look is due now and then. */
    private static final Duration MOST = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HostAccess host;
    private final List<EtcdRpc> lines = new ArrayList<>();
    private final Predicate<MemberStatus> wanted;

    private StatusWatch(HostAccess host, Predicate<MemberStatus> wanted) {
        this.host = host;
        this.wanted = wanted;
    }

    /** Members that cannot be reached are left to the whole look. */
    public static StatusWatch of(HostAccess host, Access access, Predicate<MemberStatus> wanted)
            throws InterruptedException {
        StatusWatch watch = new StatusWatch(host, wanted);
        for (HostAccess member : host.together()) {
            try {
                watch.lines.add(MemberDoor.open(member, access));
            } catch (Failure away) {
                // The whole look says it better.
            }
        }
        return watch;
    }

    /** Returns once it looks as if all have come to what is wanted, and after a second at most. */
    public void rest() throws InterruptedException {
        long end = System.nanoTime() + MOST.toNanos();
        do {
            host.pause(PAUSE);
        } while (System.nanoTime() < end && !all());
    }

    private boolean all() throws InterruptedException {
        try {
            return SideBySide.each(lines, EtcdRpc::status).stream().allMatch(wanted);
        } catch (Failure away) {
            return true; // something is going on
        }
    }

    @Override
    public void close() {
        lines.forEach(EtcdRpc::close);
    }
}
