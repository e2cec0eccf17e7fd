package dev.rappel.lab.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts all calls of a run, in total and by phase. A call counts in the phase in which it ends.
 */
final class Tally {
    enum Side {
        WRITES,
        READS
    }

    private record Phase(String name, long beganNanos, Meter writes, Meter reads) {
        Meter of(Side side) {
            return switch (side) {
                case WRITES -> writes;
                case READS -> reads;
            };
        }
    }

    private final RunClock clock;
    private final Phase whole;
    private final List<LoadReport.Phase> ended = new ArrayList<>();
    private Phase current;

    Tally(RunClock clock, String firstPhase) {
        this.clock = clock;
        long now = clock.now();
        this.whole = new Phase("", now, new Meter(now, true), new Meter(now, true));
        this.current = new Phase(firstPhase, now, new Meter(now, true), new Meter(now, true));
    }

    synchronized void ok(Side side, long startNanos, long endNanos) {
        whole.of(side).ok(startNanos, endNanos);
        current.of(side).ok(startNanos, endNanos);
    }

    synchronized void failed(Side side, ErrorKind kind, long endNanos) {
        whole.of(side).failed(kind, endNanos);
        current.of(side).failed(kind, endNanos);
    }

    synchronized void mark(String phase) {
        long now = clock.now();
        ended.add(report(current, now));
        current = new Phase(phase, now, new Meter(now, false), new Meter(now, false));
    }

    synchronized String phase() {
        return current.name();
    }

    synchronized long ok(Side side) {
        return whole.of(side).ok();
    }

    synchronized long failed(Side side) {
        return whole.of(side).failed();
    }

    synchronized Duration waiting(Side side) {
        return whole.of(side).waiting(clock.now());
    }

    synchronized Duration longestGap(Side side) {
        return whole.of(side).longestGap(clock.now());
    }

    synchronized CallFigures total(Side side, long endNanos) {
        return whole.of(side).figures(endNanos, clock);
    }

    /** All phases, the last one as if it ended at {@code endNanos}. */
    synchronized List<LoadReport.Phase> phases(long endNanos) {
        List<LoadReport.Phase> all = new ArrayList<>(ended);
        all.add(report(current, endNanos));
        return all;
    }

    private LoadReport.Phase report(Phase phase, long endNanos) {
        return new LoadReport.Phase(
                phase.name(),
                clock.at(phase.beganNanos()),
                Duration.ofNanos(endNanos - phase.beganNanos()),
                phase.writes().figures(endNanos, clock),
                phase.reads().figures(endNanos, clock));
    }
}
