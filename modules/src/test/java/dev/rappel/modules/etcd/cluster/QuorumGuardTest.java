package dev.rappel.modules.etcd.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Verdict;
import dev.rappel.modules.etcd.rpc.Alarm;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class QuorumGuardTest {
    private static final long CLUSTER = 99;

    @Test
    void a_follower_of_three_well_members_can_be_spared() {
        assertThat(QuorumGuard.judge(cluster(3, 1), "h2")).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void nobody_can_be_spared_while_another_is_away_and_it_is_named() {
        Verdict verdict = QuorumGuard.judge(without(cluster(3, 1), "h3"), "h2");
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> {
                            assertThat(denied.why())
                                    .contains("h3", "1 of 3 voters", "2 are needed");
                            assertThat(denied.help()).contains("h3");
                        });
    }

    @Test
    void the_one_that_is_away_itself_costs_nothing() {
        assertThat(QuorumGuard.judge(without(cluster(3, 1), "h3"), "h3"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void the_leader_hands_over_first() {
        assertThat(QuorumGuard.judge(cluster(3, 1), "h1"))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> assertThat(denied.help()).contains("etcd.leader"));
    }

    /** It is in no list of the other cluster, and is no learner for that. */
    @Test
    void among_members_of_another_cluster_none_is_stopped() {
        List<MemberSeen> both = new ArrayList<>(cluster(3, 1).seen());
        MemberSeen.Answered third = (MemberSeen.Answered) both.removeLast();
        MemberStatus own = third.status();
        both.add(
                new MemberSeen.Answered(
                        third.host(),
                        new MemberStatus(
                                99,
                                CLUSTER + 1,
                                own.version(),
                                99,
                                own.raftTerm(),
                                own.raftIndex(),
                                own.raftApplied(),
                                own.revision(),
                                own.dbSize(),
                                own.dbInUse(),
                                false,
                                List.of(),
                                own.storage(),
                                own.downgrade()),
                        third.clusterVersion(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
        assertThat(QuorumGuard.judge(new ClusterState(both, "etcd"), third.host()))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> assertThat(denied.why()).contains("several clusters"));
    }

    @Test
    void the_only_member_can_be_stopped_because_nobody_else_can_answer_for_it() {
        assertThat(QuorumGuard.judge(cluster(1, 1), "h1")).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void one_of_two_cannot_be_spared() {
        assertThat(QuorumGuard.judge(cluster(2, 1), "h2")).isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void of_five_none_is_stopped_while_one_cannot_answer_a_read() {
        ClusterState five = cluster(5, 1);
        List<MemberSeen> seen = new ArrayList<>(five.seen());
        seen.set(4, unread((MemberSeen.Answered) seen.get(4)));
        assertThat(QuorumGuard.judge(new ClusterState(seen, "etcd"), "h2"))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class, denied -> assertThat(denied.why()).contains("h5"));
    }

    @Test
    void a_learner_is_not_needed_for_the_quorum() {
        ClusterState three = cluster(3, 1);
        List<Listed> listed = new ArrayList<>(three.listed());
        listed.set(2, new Listed(3, "h3", List.of(), List.of(), true));
        ClusterState state =
                new ClusterState(
                        three.seen().stream()
                                .<MemberSeen>map(s -> withList((MemberSeen.Answered) s, listed))
                                .toList(),
                        "etcd");
        assertThat(QuorumGuard.judge(state, "h3")).isInstanceOf(Verdict.Allowed.class);
        assertThat(QuorumGuard.judge(state, "h2")).isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void where_nobody_knows_the_members_nothing_is_stopped() {
        assertThat(
                        QuorumGuard.judge(
                                new ClusterState(
                                        List.of(new MemberSeen.Silent("h1", "refused", "")),
                                        "etcd"),
                                "h1"))
                .isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void a_cluster_that_is_well_has_no_findings() {
        assertThat(Health.findings(cluster(3, 2))).isEmpty();
    }

    @Test
    void a_learner_alone_is_no_cluster() {
        MemberSeen.Answered first = (MemberSeen.Answered) cluster(3, 1).seen().getFirst();
        MemberStatus s = first.status();
        MemberStatus learner =
                new MemberStatus(
                        s.id(),
                        s.cluster(),
                        s.version(),
                        s.leader() + 1,
                        s.raftTerm(),
                        s.raftIndex(),
                        s.raftApplied(),
                        s.revision(),
                        s.dbSize(),
                        s.dbInUse(),
                        true,
                        s.errors(),
                        s.storage(),
                        s.downgrade());
        ClusterState state =
                new ClusterState(
                        List.of(
                                new MemberSeen.Answered(
                                        "h1",
                                        learner,
                                        "3.7.0",
                                        List.of(),
                                        List.of(),
                                        Optional.empty())),
                        "etcd");
        assertThat(Finding.seen(Health.findings(state)))
                .isEqualTo("the cluster: no member with a vote is on a host of this play");
    }

    @Test
    void everything_that_is_wrong_is_found_at_once() {
        ClusterState three = cluster(3, 1);
        List<MemberSeen> seen = new ArrayList<>(three.seen());
        MemberSeen.Answered first = (MemberSeen.Answered) seen.getFirst();
        seen.set(
                0,
                new MemberSeen.Answered(
                        "h1",
                        first.status(),
                        first.clusterVersion(),
                        first.members(),
                        List.of(new Alarm(2, "NOSPACE")),
                        Optional.empty()));
        seen.remove(2);
        assertThat(Finding.seen(Health.findings(new ClusterState(seen, "etcd"))))
                .contains("the member h3", "on no host of this play", "h2: alarm NOSPACE");
    }

    static ClusterState cluster(int members, long leader) {
        List<Listed> listed =
                LongStream.rangeClosed(1, members)
                        .mapToObj(i -> new Listed(i, "h" + i, List.of(), List.of(), false))
                        .toList();
        return new ClusterState(
                LongStream.rangeClosed(1, members)
                        .<MemberSeen>mapToObj(i ->
                                new MemberSeen.Answered(
                                        "h" + i,
                                        status(i, leader),
                                        "3.7.0",
                                        listed,
                                        List.of(),
                                        Optional.empty()))
                        .toList(),
                "etcd");
    }

    static MemberStatus status(long id, long leader) {
        return new MemberStatus(
                id,
                CLUSTER,
                "3.7.1",
                leader,
                2,
                100,
                100,
                50,
                1 << 20,
                1 << 19,
                false,
                List.of(),
                Optional.of("3.7.0"),
                Optional.of(new MemberStatus.Downgrade(false, "")));
    }

    private static MemberSeen.Answered withList(MemberSeen.Answered a, List<Listed> listed) {
        return new MemberSeen.Answered(
                a.host(), a.status(), a.clusterVersion(), listed, a.alarms(), a.readTrouble());
    }

    private static MemberSeen unread(MemberSeen.Answered a) {
        return new MemberSeen.Answered(
                a.host(),
                a.status(),
                a.clusterVersion(),
                List.of(),
                List.of(),
                Optional.of("no answer in time"));
    }

    private static ClusterState without(ClusterState state, String host) {
        return new ClusterState(
                state.seen().stream()
                        .map(s ->
                                s.host().equals(host)
                                        ? new MemberSeen.Silent(
                                                host, "connection refused", "start it")
                                        : s)
                        .toList(),
                "etcd");
    }
}
