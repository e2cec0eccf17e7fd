package dev.rappel.modules.etcd.lower;

import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far a cluster is on its way down to a minor version; pure. */
final class Lowering {
    private Lowering() {}

    /** What is missing until every member is ready to be replaced by the target. */
    static List<Finding> untilEnabled(ClusterState state, Minor target) {
        List<Finding> found = silent(state);
        for (MemberSeen.Answered a : state.answered()) {
            MemberStatus status = a.status();
            if (status.downgrade().filter(d -> isEnabled(d, target)).isEmpty()
                    && !is(status.version(), target)) {
                found.add(new Finding(a.host(), "it does not know of the downgrade yet", ""));
            }
            if (tellsStorage(status.version()) && !is(status.storage().orElse(""), target)) {
                found.add(
                        new Finding(
                                a.host(),
                                "its storage is " + status.storage().orElse("of no known version"),
                                state.seeJournal()));
            }
            if (!is(a.clusterVersion(), target)) {
                found.add(
                        new Finding(
                                a.host(),
                                "it says that the cluster is at " + a.clusterVersion(),
                                "see whether all members answer: the leader waits for every one"));
            }
        }
        return found;
    }

    /** What is missing until the downgrade is over. */
    static List<Finding> untilFinished(ClusterState state, Minor target) {
        List<Finding> found = silent(state);
        for (MemberSeen.Answered a : state.answered()) {
            if (!is(a.status().version(), target)) {
                found.add(
                        new Finding(
                                a.host(),
                                "it runs " + a.status().version(),
                                "bring its binary to " + target));
            }
            if (!is(a.clusterVersion(), target)) {
                found.add(
                        new Finding(
                                a.host(),
                                "it says that the cluster is at " + a.clusterVersion(),
                                "wait until all members run " + target));
            }
            if (isOn(a)) {
                found.add(new Finding(a.host(), "the downgrade is still enabled", ""));
            }
        }
        return found;
    }

    static boolean isOn(ClusterState state) {
        return state.answered().stream().anyMatch(Lowering::isOn);
    }

    static boolean isOn(MemberSeen.Answered a) {
        return isOn(a.status());
    }

    static boolean isOn(MemberStatus status) {
        return status.downgrade().filter(MemberStatus.Downgrade::enabled).isPresent();
    }

    /** As far as a member tells it of itself. */
    static boolean isLowered(MemberStatus status, Minor target) {
        return status.downgrade().filter(d -> isEnabled(d, target)).isPresent()
                && is(status.storage().orElse(""), target);
    }

    /** The target of the downgrade that is on; empty where none is. */
    static Optional<String> target(ClusterState state) {
        return state.answered().stream()
                .flatMap(a -> a.status().downgrade().stream())
                .filter(MemberStatus.Downgrade::enabled)
                .map(MemberStatus.Downgrade::target)
                .findFirst();
    }

    static boolean allRun(ClusterState state, Minor target) {
        return state.silent().isEmpty()
                && state.answered().stream().allMatch(a -> is(a.status().version(), target));
    }

    static List<Finding> silent(ClusterState state) {
        List<Finding> found = new ArrayList<>();
        state.silent().forEach(s -> found.add(new Finding(s.host(), s.why(), s.help())));
        return found;
    }

    static boolean is(String version, Minor minor) {
        return Minor.parse(version).filter(minor::equals).isPresent();
    }

    static boolean isEnabled(MemberStatus.Downgrade downgrade, Minor target) {
        return downgrade.enabled() && is(downgrade.target(), target);
    }

    /** Since 3.6 servers have a downgrade protocol and tell the version of their storage. */
    static boolean tellsStorage(String version) {
        return Minor.parse(version).filter(m -> m.compareTo(new Minor(3, 6)) >= 0).isPresent();
    }
}
