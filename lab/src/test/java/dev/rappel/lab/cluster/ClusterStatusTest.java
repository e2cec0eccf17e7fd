package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.release.EtcdVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClusterStatusTest {
    // What etcd 3.7.1 and 3.4.23 answered, cut to what is read. The ids need all 64 bits.
    private static final String VERSION_37 =
            """
            {"etcdserver":"3.7.1","etcdcluster":"3.7.0","storage":"3.7.0"}\
            """;
    private static final String STATUS_37 =
            """
            [{"Endpoint":"http://172.30.0.2:2379","Status":{"header":{"cluster_id":13927525403321013,\
            "member_id":17237436991929493444,"revision":48,"raft_term":3},"version":"3.7.1",\
            "dbSize":20480,"leader":17237436991929493444,"raftIndex":91,"raftTerm":3,\
            "raftAppliedIndex":91,"dbSizeInUse":16384,"storageVersion":"3.7.0"}}]\
            """;
    private static final String VERSION_34 =
            """
            {"etcdserver":"3.4.23","etcdcluster":"3.0.0"}\
            """;
    private static final String STATUS_34 =
            """
            [{"Endpoint":"http://172.30.0.3:2379","Status":{"header":{"cluster_id":1,"member_id":2,\
            "revision":1,"raft_term":3},"version":"3.4.23","dbSize":20480,"leader":17,\
            "raftIndex":7,"raftTerm":3,"isLearner":true}}]\
            """;

    @Test
    void a_leader_is_read_from_what_it_says() {
        assertThat(MemberProbe.answer(VERSION_37, STATUS_37))
                .contains(
                        new MemberStatus.Answer(
                                new EtcdVersion(3, 7, 1),
                                "3.7.0",
                                Optional.of("3.7.0"),
                                "ef37ad9dc622a7c4",
                                true,
                                false,
                                3,
                                91,
                                48,
                                20480));
    }

    @Test
    void a_learner_of_3_4_does_not_lead_and_has_no_storage_version() {
        assertThat(MemberProbe.answer(VERSION_34, STATUS_34))
                .hasValueSatisfying(answer -> {
                    assertThat(answer.learner()).isTrue();
                    assertThat(answer.leader()).isFalse();
                    assertThat(answer.storageVersion()).isEmpty();
                });
    }

    @Test
    void what_is_no_answer_is_none() {
        assertThat(MemberProbe.answer("", "")).isEmpty();
        assertThat(MemberProbe.answer(VERSION_37, "[]")).isEmpty();
        assertThat(MemberProbe.answer("<html>", STATUS_37)).isEmpty();
    }

    @Test
    void a_cluster_is_settled_when_its_version_is_that_of_its_members() {
        MemberStatus.Answer leader = MemberProbe.answer(VERSION_37, STATUS_37).orElseThrow();
        MemberStatus.Answer early = MemberProbe.answer(VERSION_34, STATUS_34).orElseThrow();
        assertThat(of(leader).settled()).isTrue();
        assertThat(of(leader, early).settled()).isFalse();
        assertThat(of(leader, early).whole()).isTrue();
        assertThat(of(early).whole()).isFalse();
    }

    @Test
    void two_that_say_they_lead_are_no_leader() {
        MemberStatus.Answer leader = MemberProbe.answer(VERSION_37, STATUS_37).orElseThrow();
        assertThat(of(leader).leader()).isPresent();
        assertThat(of(leader, leader).leader()).isEmpty();
    }

    private static ClusterStatus of(MemberStatus.Answer... answers) {
        Member member = Member.of("n1", "172.30.0.2", Tls.off(), false);
        return new ClusterStatus(
                List.of(answers).stream()
                        .map(answer -> new MemberStatus(member, "active", Optional.of(answer)))
                        .toList());
    }
}
