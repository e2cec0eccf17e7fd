package dev.rappel.modules.etcd.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final long MILLI = 1_000_000;

    private final Ledger ledger = new Ledger(0);

    @Test
    void a_gap_is_the_time_between_two_answers_and_belongs_to_the_phase_that_holds_its_middle() {
        served(10);
        phase("h1", 20);
        served(120);
        phase("h2", 130);
        served(140);
        ledger.end(150 * MILLI, false);
        assertThat(tally("h1").gap).isEqualTo(Duration.ofMillis(110));
        assertThat(tally("h2").gap).isEqualTo(Duration.ofMillis(20));
        assertThat(tally(Ledger.FIRST).gap).isZero(); // nobody was asked before
        assertThat(ledger.total().gap).isEqualTo(Duration.ofMillis(110));
    }

    @Test
    void a_member_that_is_away_is_no_gap_for_clients_of_all() {
        ledger.member("h1", 0);
        ledger.member("h2", 0);
        for (int at = 10; at <= 1_000; at += 10) {
            ledger.answered("h2", at * MILLI);
            served(at);
        }
        ledger.answered("h1", 1_000 * MILLI);
        ledger.end(1_000 * MILLI, false);
        assertThat(ledger.total().gap).isEqualTo(Duration.ofMillis(10));
        assertThat(ledger.total().memberGaps)
                .containsEntry("h1", Duration.ofSeconds(1))
                .containsEntry("h2", Duration.ofMillis(10));
        assertThat(TallyText.table(ledger.total(), ledger.byPhase(), false).reversed().get(1))
                .startsWith("all")
                .endsWith("h1 1.0 s");
    }

    @Test
    void silence_to_the_end_is_told_even_where_nothing_was_ever_answered() {
        ledger.member("h1", 0);
        ledger.failed();
        ledger.end(3_000 * MILLI, true);
        assertThat(ledger.total().gap).isEqualTo(Duration.ofSeconds(3));
        assertThat(ledger.total().writeGap).isEqualTo(Duration.ofSeconds(3));
        assertThat(TallyText.line(ledger.total()))
                .isEqualTo("1 error, longest gap 3.0 s, p99 0 ms  (1 probes)");
    }

    @Test
    void every_growth_of_the_term_is_an_election_but_the_first_one_seen_is_not() {
        ledger.served(0, 1, 7);
        ledger.served(0, 2, 7);
        phase("hand-over", 1);
        ledger.served(0, 2 * MILLI, 8);
        ledger.served(0, 3 * MILLI, 7); // a member that does not know yet
        ledger.served(0, 4 * MILLI, 8);
        assertThat(tally("hand-over").leaderChanges).isEqualTo(1);
        assertThat(ledger.total().leaderChanges).isEqualTo(1);
    }

    @Test
    void a_phase_that_comes_again_goes_on_where_it_was_and_empty_ones_are_left_out() {
        phase("h1", 0);
        served(1);
        phase("hand-over", 2);
        phase("h1", 3);
        phase("h1", 4);
        served(5);
        ledger.end(10 * MILLI, false);
        assertThat(ledger.byPhase().keySet()).containsExactly("h1");
        assertThat(tally("h1").nanos).isEqualTo(9 * MILLI);
        assertThat(tally("h1").probes).isEqualTo(2);
    }

    @Test
    void the_slowest_of_a_hundred_is_no_more_than_five_per_cent_off() {
        Latencies latencies = new Latencies();
        assertThat(latencies.p99()).isZero();
        for (int i = 1; i <= 1_000; i++) {
            latencies.add(i <= 985 ? MILLI : 200 * MILLI);
        }
        assertThat(latencies.p99()).isBetween(Duration.ofMillis(200), Duration.ofMillis(210));
        for (int i = 1; i <= 1_000; i++) {
            latencies.add(MILLI);
        }
        assertThat(latencies.p99()).isBetween(Duration.ofMillis(1), Duration.ofNanos(1_050_001));
    }

    @Test
    void figures_are_told_as_people_write_them() {
        assertThat(
                        List.of(
                                TallyText.count(1_240),
                                TallyText.time(Duration.ofMillis(38)),
                                TallyText.time(Duration.ofMillis(4_300)),
                                TallyText.time(Duration.ofSeconds(12)),
                                TallyText.time(Duration.ofSeconds(185))))
                .containsExactly("1 240", "38 ms", "4.3 s", "12 s", "3m 5s");
    }

    private void served(long millis) {
        ledger.served((millis - 1) * MILLI, millis * MILLI, 1);
    }

    private void phase(String name, long millis) {
        ledger.phase(name, millis * MILLI);
    }

    private Tally tally(String phase) {
        return Objects.requireNonNull(ledger.byPhase().get(phase), phase);
    }
}
