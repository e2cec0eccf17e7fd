package dev.rappel.modules.etcd.cluster;

import dev.rappel.modules.etcd.rpc.Alarm;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.List;
import java.util.Optional;

/** One host of a cluster and what its member answered. */
public sealed interface MemberSeen {
    /** The host's name in the inventory. */
    String host();

    /**
     * It answered.
     *
     * @param clusterVersion such as {@code 3.6.0}
     * @param members the cluster's members as this one knows them; empty when it could not tell
     * @param readTrouble why a read through it failed, a linearizable one where it is no learner;
     *     empty when it was answered
     */
    record Answered(
            String host,
            MemberStatus status,
            String clusterVersion,
            List<Listed> members,
            List<Alarm> alarms,
            Optional<String> readTrouble)
            implements MemberSeen {
        public Answered {
            members = List.copyOf(members);
            alarms = List.copyOf(alarms);
        }

        /** Whether it does all that a member is for. */
        public boolean well() {
            return readTrouble.isEmpty() && status.leader() != 0;
        }
    }

    /** It did not. */
    record Silent(String host, String why, String help) implements MemberSeen {}
}
