package dev.rappel.modules.etcd.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Verdict;
import dev.rappel.modules.etcd.Trace34;
import dev.rappel.modules.etcd.Trace34.Moment;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is thought of a cluster at each moment of a recorded roll from 3.5.33 to 3.4.45. */
final class DownTo34Test {
    private static final Set<Moment> H3_LEADS =
            EnumSet.of(
                    Moment.AT_REST,
                    Moment.PUT_BACK,
                    Moment.FIRST_JUST_STARTED,
                    Moment.FIRST_DONE,
                    Moment.SECOND_DONE);

    private static final Set<Moment> H1_LEADS =
            EnumSet.of(Moment.LEADERSHIP_MOVED, Moment.LAST_JUST_STARTED, Moment.FINISHED);

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = "STARTED_WITHOUT_SWITCH",
            mode = EnumSource.Mode.EXCLUDE)
    void with_all_members_there_it_is_well_whichever_versions_they_have(Moment moment) {
        assertThat(Health.findings(Trace34.at(moment).cluster())).isEmpty();
    }

    @Test
    void a_member_that_did_not_start_is_the_only_thing_that_is_wrong() {
        ClusterState state = Trace34.at(Moment.STARTED_WITHOUT_SWITCH).cluster();
        assertThat(Health.findings(state))
                .singleElement()
                .satisfies(f -> assertThat(f.who()).isEqualTo("h1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = "STARTED_WITHOUT_SWITCH",
            mode = EnumSource.Mode.EXCLUDE)
    void each_follower_can_be_spared_and_the_leader_hands_over_first(Moment moment) {
        ClusterState state = Trace34.at(moment).cluster();
        String leader = state.leader().orElseThrow().host();
        if (H3_LEADS.contains(moment)) {
            assertThat(leader).isEqualTo("h3");
        } else if (H1_LEADS.contains(moment)) {
            assertThat(leader).isEqualTo("h1");
        }
        for (String host : Trace34.HOSTS) {
            Verdict verdict = QuorumGuard.judge(state, host);
            if (host.equals(leader)) {
                assertThat(verdict)
                        .isInstanceOfSatisfying(
                                Verdict.Denied.class,
                                d -> assertThat(d.why()).isEqualTo(host + " leads the cluster"));
            } else {
                assertThat(verdict).as(host).isInstanceOf(Verdict.Allowed.class);
            }
        }
    }

    @Test
    void while_one_is_down_only_that_one_may_be_touched() {
        ClusterState state = Trace34.at(Moment.STARTED_WITHOUT_SWITCH).cluster();
        assertThat(QuorumGuard.judge(state, "h1")).isInstanceOf(Verdict.Allowed.class);
        for (String host : List.of("h2", "h3")) {
            assertThat(QuorumGuard.judge(state, host))
                    .isInstanceOfSatisfying(
                            Verdict.Denied.class,
                            d -> assertThat(d.why()).endsWith("needed; not well: h1"));
        }
    }

    /** 3.4 and 3.5 tell neither, and a number above 2^63 is still a number. */
    @Test
    void what_these_versions_do_not_tell_is_taken_for_not_told() {
        for (Moment moment : Moment.values()) {
            for (MemberSeen.Answered a : Trace34.at(moment).cluster().answered()) {
                assertThat(a.status().storage()).isEmpty();
                assertThat(a.status().downgrade()).isEmpty();
            }
        }
        MemberStatus first = Trace34.at(Moment.FINISHED).cluster().on("h1").orElseThrow().status();
        assertThat(MemberStatus.hex(first.id())).isEqualTo("8b1cf3e9498a1b00");
        assertThat(first.leads()).isTrue();
    }
}
