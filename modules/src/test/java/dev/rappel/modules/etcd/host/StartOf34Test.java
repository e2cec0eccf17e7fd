package dev.rappel.modules.etcd.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.Trace34;
import dev.rappel.modules.etcd.Trace34.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What 3.4.45 wrote into the journal when it started, in the plain text that it logs by itself. */
final class StartOf34Test {
    private static final String WITHOUT = "1-start-without-switch.log";

    @Test
    void without_its_switch_the_reason_is_found_among_sixty_lines_of_plain_text() {
        Failure failure =
                Journal.failure(
                        "h1",
                        "etcd.service",
                        new Reply(
                                3,
                                "why it ended right after its start\n" + Trace34.text(WITHOUT),
                                ""));
        assertThat(failure)
                .hasMessage(
                        "etcd.service on h1 does not serve: it ended right after its start: invalid"
                                + " downgrade; (current version: 3.4.45 is lower than determined"
                                + " cluster version: 3.5).");
        assertThat(failure.evidence()).contains("set the initial cluster version to 3.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3-first-member.log",
                "4-second-member.log",
                "5-leader-member.log",
                "6-restart-with-switch.log"
            })
    void a_start_that_went_well_has_no_reason_to_give(String log) {
        List<String> lines = Trace34.text(log).lines().toList();
        assertThat(lines).contains("Started etcd.service - etcd.");
        assertThat(Journal.reason(lines)).isEmpty();
    }

    @Test
    void where_no_line_says_that_it_is_the_last_one_it_is_what_came_before_systemds_word() {
        assertThat(
                        Journal.reason(
                                List.of(
                                        "starting server... [version: 3.4.45, cluster version: 3.4]",
                                        "listen tcp 172.30.1.1:2380: bind: address already in use",
                                        "etcd.service: Main process exited, code=exited, status=1/FAILURE",
                                        "etcd.service: Failed with result 'exit-code'.",
                                        "Failed to start etcd.service - etcd.")))
                .isEqualTo(Optional.of("listen tcp 172.30.1.1:2380: bind: address already in use"));
    }

    @Test
    void a_member_that_systemd_gave_up_on_is_not_well_and_is_to_be_started() {
        MemberOnHost first = member(Moment.STARTED_WITHOUT_SWITCH, "h1");
        assertThat(first.isWell()).isFalse();
        assertThat(StartState.of(first).isFresh()).isFalse();
        assertThat(StartState.of(member(Moment.STARTED_WITHOUT_SWITCH, "h2")).isFresh()).isTrue();
        for (Moment moment : List.of(Moment.FIRST_JUST_STARTED, Moment.LAST_JUST_STARTED)) {
            for (String host : Trace34.HOSTS) {
                assertThat(StartState.of(member(moment, host)).isFresh()).as(host).isTrue();
            }
        }
    }

    /** Why the switch must stay: what a start replays begins at that file. */
    @Test
    void no_member_writes_a_raft_snapshot_on_the_way_down() {
        for (Moment moment : Moment.values()) {
            for (String host : Trace34.HOSTS) {
                boolean forced =
                        host.equals("h1") && moment.compareTo(Moment.SNAPSHOTS_WRITTEN) >= 0;
                assertThat(member(moment, host).data().getFirst().snapshotIndex())
                        .as(moment + " " + host)
                        .isEqualTo(forced ? 0x3a : 0);
            }
        }
    }

    private static MemberOnHost member(Moment moment, String host) {
        Trace34 trace = Trace34.at(moment);
        long pid = Long.parseLong(trace.systemd(host).get("MainPID"));
        String newest =
                trace.snap(host).stream()
                        .filter(name -> name.endsWith(".snap"))
                        .max(Comparator.naturalOrder())
                        .orElse("");
        return new MemberOnHost(
                "etcd.service",
                trace.systemd(host),
                List.of(),
                pid == 0
                        ? Optional.empty()
                        : Optional.of(
                                new MemberOnHost.RunningMember(
                                        pid,
                                        "/usr/local/bin/etcd",
                                        "00",
                                        Version.parse("3.4.45"),
                                        List.of(),
                                        List.of(),
                                        0)),
                Map.of(),
                List.of(new MemberOnHost.DataFolder("/var/lib/etcd", newest, 0, 20480, 1L << 30)),
                Map.of(),
                Optional.empty(),
                Map.of(),
                "x86_64",
                host,
                host,
                0,
                true,
                false);
    }
}
