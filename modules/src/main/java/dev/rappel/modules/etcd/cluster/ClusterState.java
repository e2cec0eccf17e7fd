package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.List;
import java.util.Optional;

/**
 * All members of a cluster at one time, in the order of the inventory.
 *
 * @param unit the systemd unit of each member
 */
public record ClusterState(List<MemberSeen> seen, String unit) {
    public ClusterState {
        seen = List.copyOf(seen);
    }

    /** What to do about a member of which only its own journal tells more. */
    public String seeJournal() {
        return "see its journal: journalctl -u " + unit;
    }

    public List<MemberSeen.Answered> answered() {
        return seen.stream()
                .filter(MemberSeen.Answered.class::isInstance)
                .map(MemberSeen.Answered.class::cast)
                .toList();
    }

    public List<MemberSeen.Silent> silent() {
        return seen.stream()
                .filter(MemberSeen.Silent.class::isInstance)
                .map(MemberSeen.Silent.class::cast)
                .toList();
    }

    /** Whether all that answered are of the same cluster. */
    public boolean isOneCluster() {
        return answered().stream().map(a -> a.status().cluster()).distinct().count() <= 1;
    }

    /** The members as the quorum knows them; empty when nobody could tell. */
    public List<Listed> listed() {
        return answered().stream()
                .filter(a -> !a.members().isEmpty())
                .max((a, b) -> Long.compare(a.status().raftApplied(), b.status().raftApplied()))
                .map(MemberSeen.Answered::members)
                .orElse(List.of());
    }

    public Optional<MemberSeen.Answered> on(String host) {
        return answered().stream().filter(a -> a.host().equals(host)).findFirst();
    }

    public Optional<MemberSeen.Answered> byId(long id) {
        return answered().stream().filter(a -> a.status().id() == id).findFirst();
    }

    /** Those of these hosts whose members may be asked for the cluster's data: not its learners. */
    public List<HostAccess> voters(List<HostAccess> hosts) {
        return hosts.stream()
                .filter(h -> on(h.name()).filter(a -> !a.status().learner()).isPresent())
                .toList();
    }

    /**
     * Where to ask what concerns the whole cluster, and a learner does not answer: this host, or
     * the first one with a vote where its own member has none.
     */
    public HostAccess speaker(HostAccess host) {
        List<HostAccess> voters = voters(host.together());
        return voters.stream()
                .filter(v -> v.name().equals(host.name()))
                .findFirst()
                .or(() -> voters.stream().findFirst())
                .orElse(host);
    }

    /** The one that leads, as it says itself. */
    public Optional<MemberSeen.Answered> leader() {
        return answered().stream()
                .filter(a -> a.status().leads())
                .max((a, b) -> Long.compare(a.status().raftTerm(), b.status().raftTerm()));
    }

    /** A member for people: its host, or its name and number where it is on none of ours. */
    public String name(long id) {
        return byId(id).map(MemberSeen::host)
                .or(() ->
                        listed().stream()
                                .filter(l -> l.id() == id)
                                .map(l -> l.name() + " (" + MemberStatus.hex(id) + ")")
                                .findFirst())
                .orElseGet(() -> "the member " + MemberStatus.hex(id));
    }
}
