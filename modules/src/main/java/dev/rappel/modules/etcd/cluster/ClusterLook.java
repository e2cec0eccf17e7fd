package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.rpc.Alarm;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Asks all members of a cluster side by side. */
public final class ClusterLook {
    private static final Duration PLANNED = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(3);

    private ClusterLook() {}

    /**
     * The cluster of this host: all hosts that are changed together with it. While a plan is made,
     * what was seen just before does as well.
     */
    public static ClusterState at(HostAccess host, Access access)
            throws Failure, InterruptedException {
        if (!host.plans()) {
            return now(host, access);
        }
        List<String> names = host.together().stream().map(HostAccess::name).toList();
        Recent recent =
                host.kept().get(new Asked(access), names, Recent.class, _ -> true, Recent::new);
        return recent.of(() -> now(host, access));
    }

    private record Asked(Access access) {}

    private interface Looking {
        ClusterState look() throws Failure, InterruptedException;
    }

    /** The last look, for the tasks of one plan. */
    private static final class Recent implements AutoCloseable {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<ClusterState> seen = Optional.empty();
        private long at;

        ClusterState of(Looking looking) throws Failure, InterruptedException {
            lock.lockInterruptibly();
            try {
                if (seen.isEmpty() || System.nanoTime() - at > PLANNED.toNanos()) {
                    at = System.nanoTime();
                    seen = Optional.of(looking.look());
                }
                return seen.get();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {}
    }

    private static ClusterState now(HostAccess host, Access access)
            throws Failure, InterruptedException {
        return new ClusterState(
                SideBySide.each(host.together(), h -> ask(h, access)), access.unit());
    }

    /** A member that cannot be asked is part of the answer. */
    private static MemberSeen ask(HostAccess host, Access access) throws InterruptedException {
        try (EtcdRpc rpc = MemberDoor.open(host, access)) {
            MemberStatus status = rpc.status();
            String version = rpc.clusterVersion();
            List<Listed> members = List.of();
            List<Alarm> alarms = List.of();
            Optional<String> trouble = Optional.empty();
            try {
                if (status.learner()) {
                    // Before it is promoted it answers nothing for the cluster, only for itself.
                    var _ = rpc.ownRead(READ);
                } else {
                    rpc.linearizableRead(READ);
                    members = rpc.members();
                    alarms = rpc.alarms();
                }
            } catch (Failure e) {
                trouble = Optional.of(e.why().isEmpty() ? e.what() : e.why());
            }
            return new MemberSeen.Answered(host.name(), status, version, members, alarms, trouble);
        } catch (Failure e) {
            return new MemberSeen.Silent(
                    host.name(),
                    e.why().isEmpty() ? e.what() : e.what() + ": " + e.why(),
                    e.help());
        }
    }
}
