package dev.rappel.modules.etcd.cluster;

import dev.rappel.modules.etcd.rpc.Account;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with a cluster; pure. */
public final class Health {
    /** How many log entries a member may be behind its own commits and still be close. */
    static final long CLOSE = 1_000;

    private static final String CLUSTER = "the cluster";

    private Health() {}

    /** Everything that is wrong, at once; empty for a cluster that is well. */
    public static List<Finding> findings(ClusterState state) {
        List<Finding> found = new ArrayList<>();
        state.silent().forEach(s -> found.add(new Finding(s.host(), s.why(), s.help())));
        membership(state, found);
        if (state.isOneCluster()) {
            leader(state, found);
        }
        for (MemberSeen.Answered a : state.answered()) {
            MemberStatus status = a.status();
            a.readTrouble()
                    .ifPresent(why ->
                            found.add(
                                    new Finding(
                                            a.host(),
                                            (status.learner() ? "a read" : "a linearizable read")
                                                    + " through it failed: "
                                                    + why,
                                            wantsName(why)
                                                    ? Account.TELL_WHO
                                                    : state.seeJournal())));
            if (status.raftIndex() - status.raftApplied() > CLOSE) {
                found.add(
                        new Finding(
                                a.host(),
                                (status.raftIndex() - status.raftApplied())
                                        + " log entries are not applied yet",
                                "wait until it has caught up"));
            }
        }
        alarms(state, found);
        return found;
    }

    /**
     * What etcd says to those without a name, or without the rights, where authentication is on.
     */
    private static boolean wantsName(String why) {
        return why.contains("permission denied") || why.contains("user name is empty");
    }

    /** Every member on exactly one host, and every host with a member of this cluster. */
    private static void membership(ClusterState state, List<Finding> found) {
        Map<Long, String> hosts = new HashMap<>();
        TreeSet<String> clusters = new TreeSet<>();
        for (MemberSeen.Answered a : state.answered()) {
            String other = hosts.putIfAbsent(a.status().id(), a.host());
            if (other != null) {
                found.add(
                        new Finding(
                                a.host(),
                                "the member that answers is the one of " + other,
                                "give each host the `endpoint` of its own member"));
            }
            clusters.add(MemberStatus.hex(a.status().cluster()));
        }
        if (clusters.size() > 1) {
            found.add(
                    new Finding(
                            CLUSTER,
                            "the hosts belong to several clusters: "
                                    + state.answered().stream()
                                            .map(a ->
                                                    a.host()
                                                            + " to "
                                                            + MemberStatus.hex(
                                                                    a.status().cluster()))
                                            .collect(Collectors.joining(", ")),
                            "take one cluster at a time with -l, or give the play a strategy with"
                                    + " partition"));
            return;
        }
        boolean allAnswered = state.silent().isEmpty();
        List<MemberSeen.Answered> answered = state.answered();
        if (!answered.isEmpty()
                && allAnswered
                && answered.stream().allMatch(a -> a.status().learner())) {
            found.add(
                    new Finding(
                            CLUSTER,
                            "no member with a vote is on a host of this play",
                            "add the hosts of the others to the inventory"));
        }
        for (Listed listed : state.listed()) {
            if (!hosts.containsKey(listed.id()) && allAnswered) {
                found.add(
                        new Finding(
                                "the member " + named(listed),
                                "it is on no host of this play",
                                "add its host to the play: to its group in the inventory, and to -l where that"
                                        + " is given"));
            }
        }
        if (!state.listed().isEmpty() && !allAnswered) {
            long missing = state.listed().stream().filter(l -> !hosts.containsKey(l.id())).count();
            if (missing > state.silent().size()) {
                found.add(
                        new Finding(
                                CLUSTER,
                                missing
                                        + " members did not answer, and only "
                                        + state.silent().size()
                                        + " hosts of this play could be theirs",
                                "add the missing hosts to the inventory"));
            }
        }
        for (MemberSeen.Answered a : state.answered()) {
            if (!a.members().isEmpty() && !sameMembers(a.members(), state.listed())) {
                found.add(
                        new Finding(
                                a.host(),
                                "it knows other members than the rest",
                                "see whether a membership change is under way: etcdctl member"
                                        + " list"));
            }
        }
    }

    static boolean sameMembers(List<Listed> a, List<Listed> b) {
        return a.stream()
                .map(Listed::id)
                .collect(Collectors.toSet())
                .equals(b.stream().map(Listed::id).collect(Collectors.toSet()));
    }

    private static String named(Listed listed) {
        return (listed.name().isEmpty() ? "not yet started" : listed.name())
                + " ("
                + MemberStatus.hex(listed.id())
                + ", "
                + String.join(", ", listed.peerUrls())
                + ")";
    }

    private static void leader(ClusterState state, List<Finding> found) {
        TreeSet<Long> leaders = new TreeSet<>();
        for (MemberSeen.Answered a : state.answered()) {
            if (a.status().leader() == 0) {
                found.add(
                        new Finding(
                                a.host(),
                                "it knows no leader",
                                "see whether it reaches the other members' peer addresses"));
            } else {
                leaders.add(a.status().leader());
            }
        }
        if (leaders.size() > 1) {
            found.add(
                    new Finding(
                            CLUSTER,
                            "the members do not agree who leads: "
                                    + state.answered().stream()
                                            .map(a ->
                                                    a.host()
                                                            + " says "
                                                            + state.name(a.status().leader()))
                                            .collect(Collectors.joining(", ")),
                            "wait a moment: leadership is changing"));
        }
    }

    private static void alarms(ClusterState state, List<Finding> found) {
        state.answered().stream()
                .flatMap(a -> a.alarms().stream())
                .distinct()
                .forEach(alarm ->
                        found.add(
                                new Finding(
                                        state.name(alarm.member()),
                                        "alarm " + alarm.kind(),
                                        alarm.kind().equals("NOSPACE")
                                                ? "free space (compact, defragment), then etcdctl"
                                                        + " alarm disarm"
                                                : "find out why, then etcdctl alarm disarm")));
    }
}
