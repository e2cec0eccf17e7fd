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

/** Asks all members of a cluster side by side. */
public final class ClusterLook {
    private static final Duration READ = Duration.ofSeconds(3);

    private ClusterLook() {}

    /** The cluster of this host: all hosts that are changed together with it. */
    public static ClusterState at(HostAccess host, Access access)
            throws Failure, InterruptedException {
        return new ClusterState(SideBySide.each(host.together(), h -> ask(h, access)));
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
