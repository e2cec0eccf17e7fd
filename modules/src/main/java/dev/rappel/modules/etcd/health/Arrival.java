package dev.rappel.modules.etcd.health;

import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether all of a cluster is at one version; pure. */
final class Arrival {
    private Arrival() {}

    static List<Finding> findings(ClusterState state, Version wanted) {
        Minor minor = Minor.of(wanted);
        List<Finding> found = new ArrayList<>();
        for (MemberSeen.Answered a : state.answered()) {
            MemberStatus status = a.status();
            Optional<Version> runs = Version.parse(status.version());
            boolean same =
                    runs.filter(v ->
                                    wanted.parts().size() < 3
                                            ? Minor.of(v).equals(minor)
                                            : v.equals(wanted))
                            .isPresent();
            if (!same) {
                found.add(
                        new Finding(
                                a.host(),
                                "it runs " + status.version() + ", not " + wanted,
                                "bring its binary to " + wanted));
            }
            if (Minor.parse(a.clusterVersion()).filter(minor::equals).isEmpty()) {
                found.add(
                        new Finding(
                                a.host(),
                                "it says that the cluster is at " + a.clusterVersion(),
                                "wait: the leader looks at all members every few seconds"));
            }
            if (status.storage().flatMap(Minor::parse).filter(s -> !s.equals(minor)).isPresent()) {
                found.add(
                        new Finding(a.host(), "its storage is " + status.storage().get(), "wait"));
            }
            if (status.downgrade().filter(MemberStatus.Downgrade::enabled).isPresent()) {
                found.add(
                        new Finding(
                                a.host(),
                                "a downgrade is still enabled",
                                "finish or cancel it: etcd.downgrade"));
            }
        }
        return found;
    }

    /** How the members differ from those that there were. */
    static List<Finding> others(ClusterState state, String before) {
        String now =
                state.listed().stream()
                        .map(l -> MemberStatus.hex(l.id()))
                        .sorted()
                        .collect(Collectors.joining(","));
        return now.equals(before)
                ? List.of()
                : List.of(
                        new Finding(
                                "the cluster",
                                "its members are " + now + ", and were " + before,
                                "find out who added or removed one"));
    }
}
