package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Scripted calls: all times are milliseconds since the run began. */
final class TallyTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");
    private static final ErrorKind DROPPED = new ErrorKind("UNAVAILABLE", "raft proposal dropped");
    private static final ErrorKind LATE = new ErrorKind("DEADLINE_EXCEEDED", "");

    private final AtomicLong millis = new AtomicLong();
    private final Tally tally =
            new Tally(new RunClock(BEGAN, () -> millis.get() * 1_000_000), "start");

    @Test
    void the_longest_gap_and_the_moment_it_began() {
        write(700);
        write(710);
        write(1630);
        write(1640);

        CallFigures writes = tally.total(Tally.Side.WRITES, nanos(1650));
        assertThat(writes.ok()).isEqualTo(4);
        assertThat(writes.longestGap()).isEqualTo(gap(710, 920));
    }

    @Test
    void the_time_to_the_first_write_is_no_gap() {
        write(5000);
        write(5010);

        assertThat(tally.total(Tally.Side.WRITES, nanos(5015)).longestGap())
                .isEqualTo(gap(5000, 10));
    }

    @Test
    void an_outage_that_lasts_to_the_end_is_a_gap() {
        write(100);
        write(110);
        assertThat(tally.total(Tally.Side.WRITES, nanos(4110)).longestGap())
                .isEqualTo(gap(110, 4000));
        millis.set(610);
        assertThat(tally.waiting(Tally.Side.WRITES)).isEqualTo(Duration.ofMillis(500));
        assertThat(tally.longestGap(Tally.Side.WRITES)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void a_run_without_a_single_answer_is_one_gap() {
        fail(50, DROPPED);

        CallFigures writes = tally.total(Tally.Side.WRITES, nanos(3000));
        assertThat(writes.ok()).isZero();
        assertThat(writes.longestGap()).isEqualTo(gap(0, 3000));
        assertThat(writes.p99()).isZero();
    }

    @Test
    void an_answer_after_the_stop_makes_no_gap_of_the_time_after_it() {
        write(100);
        write(1000);

        assertThat(tally.total(Tally.Side.WRITES, nanos(500)).longestGap())
                .isEqualTo(gap(100, 900));
    }

    @Test
    void a_gap_across_a_mark_counts_in_each_phase_with_its_own_part() {
        write(100);
        write(990);
        millis.set(1000);
        tally.mark("stop etcd2");
        write(1800);
        write(1810);

        List<LoadReport.Phase> phases = tally.phases(nanos(1820));
        assertThat(phases)
                .extracting(LoadReport.Phase::name)
                .containsExactly("start", "stop etcd2");
        assertThat(phases.getFirst().writes().longestGap()).isEqualTo(gap(100, 890));
        assertThat(phases.getLast().writes().longestGap()).isEqualTo(gap(1000, 800));
        assertThat(phases.getLast().began()).isEqualTo(BEGAN.plusMillis(1000));
        assertThat(phases.getLast().lasted()).isEqualTo(Duration.ofMillis(820));
        assertThat(tally.total(Tally.Side.WRITES, nanos(1820)).longestGap())
                .isEqualTo(gap(100, 890));
    }

    @Test
    void errors_are_counted_by_kind_and_phase_the_most_frequent_first() {
        write(10);
        fail(20, DROPPED);
        millis.set(25);
        tally.mark("second");
        fail(30, LATE);
        fail(40, LATE);
        fail(50, DROPPED);
        fail(60, LATE);

        assertThat(tally.total(Tally.Side.WRITES, nanos(70)).errors())
                .containsExactly(error(LATE, 3, 30, 60), error(DROPPED, 2, 20, 50));
        assertThat(tally.phases(nanos(70)).getFirst().writes().errors())
                .containsExactly(error(DROPPED, 1, 20, 20));
        assertThat(tally.total(Tally.Side.WRITES, nanos(70)).failed()).isEqualTo(5);
        assertThat(tally.total(Tally.Side.READS, nanos(70)).failed()).isZero();
    }

    @Test
    void endless_kinds_of_errors_end_in_one() {
        for (int i = 0; i < 1000; i++) {
            fail(i, new ErrorKind("UNKNOWN", "number " + i));
        }

        CallFigures writes = tally.total(Tally.Side.WRITES, nanos(1000));
        assertThat(writes.failed()).isEqualTo(1000);
        assertThat(writes.errors()).hasSizeLessThan(50);
        assertThat(writes.errors().getFirst().kind().code()).isEqualTo("OTHER");
    }

    @Test
    void reads_and_writes_are_kept_apart() {
        write(10);
        tally.ok(Tally.Side.READS, nanos(10), nanos(12));
        tally.ok(Tally.Side.READS, nanos(12), nanos(2012));

        assertThat(tally.total(Tally.Side.READS, nanos(2012)).longest())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(tally.total(Tally.Side.READS, nanos(2000)).perSecond()).isEqualTo(1.0);
        assertThat(tally.ok(Tally.Side.WRITES)).isEqualTo(1);
    }

    private void write(long endMillis) {
        tally.ok(Tally.Side.WRITES, nanos(endMillis - 2), nanos(endMillis));
    }

    private void fail(long endMillis, ErrorKind kind) {
        tally.failed(Tally.Side.WRITES, kind, nanos(endMillis));
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    private static CallFigures.Gap gap(long fromMillis, long lengthMillis) {
        return new CallFigures.Gap(BEGAN.plusMillis(fromMillis), Duration.ofMillis(lengthMillis));
    }

    private static CallFigures.ErrorCount error(
            ErrorKind kind, long count, long firstMillis, long lastMillis) {
        return new CallFigures.ErrorCount(
                kind, count, BEGAN.plusMillis(firstMillis), BEGAN.plusMillis(lastMillis));
    }
}
