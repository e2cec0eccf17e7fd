package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Says whether a cluster can spare a member right now: with it gone the others must be a quorum,
 * all of them must be well, and none of them must be waiting for this one to lead it.
 */
public final class QuorumGuard {
    private QuorumGuard() {}

    /** Looks at the live cluster, then judges. */
    public static Verdict verdict(HostAccess host, Access access)
            throws Failure, InterruptedException {
        return judge(ClusterLook.at(host, access), host.name());
    }

    /** Whether the member of this host may be stopped; pure. */
    public static Verdict judge(ClusterState state, String host) {
        List<Listed> voters = state.listed().stream().filter(l -> !l.learner()).toList();
        Optional<MemberSeen.Answered> self = state.on(host);
        int needed = voters.size() / 2 + 1;
        List<String> well = new ArrayList<>();
        List<String> unwell = new ArrayList<>();
        for (Listed voter : voters) {
            Optional<MemberSeen.Answered> seen = state.byId(voter.id());
            if (seen.filter(MemberSeen.Answered::well).isPresent()) {
                well.add(seen.get().host());
            } else if (seen.isEmpty() || !seen.get().host().equals(host)) {
                unwell.add(seen.map(MemberSeen::host).orElseGet(() -> voterName(state, voter)));
            }
        }
        Value.Fields values = values(state, voters.size(), needed, well, unwell);
        if (!state.isOneCluster()) {
            return new Verdict.Denied(
                    "the hosts of this play belong to several clusters, and which of them needs "
                            + host
                            + " cannot be told",
                    Finding.help(Health.findings(state)),
                    values);
        }
        if (voters.isEmpty()) {
            return new Verdict.Denied(
                    "no member of the cluster can tell who its members are",
                    state.silent().isEmpty()
                            ? "see whether the cluster has a leader"
                            : Finding.help(Health.findings(state)),
                    values);
        }
        if (self.filter(s -> s.status().learner()).isPresent()
                && voters.stream().noneMatch(v -> v.id() == self.get().status().id())) {
            return new Verdict.Allowed(values); // a learner: the quorum does not need it
        }
        if (self.isEmpty()) {
            unwell.remove(host); // it does not answer already: nothing is lost with it
        }
        int left = (int) well.stream().filter(w -> !w.equals(host)).count();
        if (voters.size() == 1 && self.isPresent()) {
            return new Verdict.Allowed(values); // its cluster is away for as long as it is
        }
        if (left < needed || !unwell.isEmpty()) {
            return new Verdict.Denied(
                    "without "
                            + host
                            + " "
                            + left
                            + " of "
                            + voters.size()
                            + " voters are left and "
                            + needed
                            + " are needed"
                            + (unwell.isEmpty() ? "" : "; not well: " + String.join(", ", unwell)),
                    unwell.isEmpty()
                            ? "a cluster of two cannot spare a member: add a third"
                            : "bring " + String.join(", ", unwell) + " back first",
                    values);
        }
        if (self.filter(s -> s.status().leads()).isPresent()) {
            return new Verdict.Denied(
                    host + " leads the cluster",
                    "hand leadership over first: a task etcd.leader before this one",
                    values);
        }
        return new Verdict.Allowed(values);
    }

    /** The host that does not answer where only one can be meant, else the member. */
    private static String voterName(ClusterState state, Listed voter) {
        return state.silent().stream()
                .map(MemberSeen.Silent::host)
                .filter(h -> h.equals(voter.name()) || state.silent().size() == 1)
                .findFirst()
                .orElseGet(() -> voter.name() + " (" + MemberStatus.hex(voter.id()) + ")");
    }

    private static Value.Fields values(
            ClusterState state, int voters, int needed, List<String> well, List<String> unwell) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("voters", new Value.Whole(voters));
        fields.put("needed", new Value.Whole(needed));
        fields.put("well", texts(well));
        fields.put("not_well", texts(unwell));
        fields.put(
                "leader", new Value.Text(state.leader().map(MemberSeen::host).orElse("not known")));
        fields.put(
                "term",
                new Value.Whole(
                        state.answered().stream()
                                .mapToLong(a -> a.status().raftTerm())
                                .max()
                                .orElse(0)));
        return new Value.Fields(fields);
    }

    private static Value.Items texts(List<String> texts) {
        return new Value.Items(texts.stream().<Value>map(Value.Text::new).toList());
    }
}
