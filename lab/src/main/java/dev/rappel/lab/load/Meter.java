package dev.rappel.lab.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the calls of one sort during one stretch of time. Not safe for use by many threads. */
final class Meter {
    /** A server that puts a number into each message must not make the report endless. */
    private static final int MOST_KINDS = 40;

    private static final ErrorKind OTHERS =
            new ErrorKind("OTHER", "more kinds than are kept apart");

    private static final class Errors {
        long count;
        final long firstNanos;
        long lastNanos;

        Errors(long firstNanos) {
            this.firstNanos = firstNanos;
        }
    }

    private final long beganNanos;
    private final boolean fromFirstCall;
    private final Latencies latencies = new Latencies();
    private final Map<ErrorKind, Errors> errors = new HashMap<>();
    private long ok;
    private long sinceNanos;
    private long gapFromNanos;
    private long gapNanos;

    /**
     * @param fromFirstCall whether gaps count from the first answered call on, not from the
     *     beginning: for the start of a run, when connections are still being made
     */
    Meter(long beganNanos, boolean fromFirstCall) {
        this.beganNanos = beganNanos;
        this.fromFirstCall = fromFirstCall;
        this.sinceNanos = beganNanos;
        this.gapFromNanos = beganNanos;
    }

    void ok(long startNanos, long endNanos) {
        if (ok > 0 || !fromFirstCall) {
            widen(endNanos);
        }
        ok++;
        latencies.add(endNanos - startNanos);
        sinceNanos = Math.max(sinceNanos, endNanos);
    }

    void failed(ErrorKind kind, long endNanos) {
        ErrorKind kept = errors.containsKey(kind) || errors.size() < MOST_KINDS ? kind : OTHERS;
        Errors of = errors.computeIfAbsent(kept, _ -> new Errors(endNanos));
        of.count++;
        of.lastNanos = endNanos;
    }

    long ok() {
        return ok;
    }

    long failed() {
        return errors.values().stream().mapToLong(e -> e.count).sum();
    }

    /** The time since the last answered call, or since the beginning where there is none. */
    Duration waiting(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - sinceNanos));
    }

    Duration longestGap(long nowNanos) {
        return Duration.ofNanos(Math.max(gapNanos, nowNanos - sinceNanos));
    }

    /** The figures if this stretch ends now; it may go on. */
    CallFigures figures(long nowNanos, RunClock clock) {
        boolean openIsLongest = nowNanos - sinceNanos > gapNanos;
        double seconds = Math.max(1, nowNanos - beganNanos) / 1e9;
        List<CallFigures.ErrorCount> counts =
                errors.entrySet().stream()
                        .map(e ->
                                new CallFigures.ErrorCount(
                                        e.getKey(),
                                        e.getValue().count,
                                        clock.at(e.getValue().firstNanos),
                                        clock.at(e.getValue().lastNanos)))
                        .sorted(
                                Comparator.comparingLong(CallFigures.ErrorCount::count)
                                        .reversed()
                                        .thenComparing(CallFigures.ErrorCount::kind))
                        .toList();
        return new CallFigures(
                ok,
                counts,
                new CallFigures.Gap(
                        clock.at(openIsLongest ? sinceNanos : gapFromNanos), longestGap(nowNanos)),
                latencies.within(0.50),
                latencies.within(0.99),
                latencies.longest(),
                ok / seconds);
    }

    private void widen(long endNanos) {
        long length = endNanos - sinceNanos;
        if (length > gapNanos) {
            gapNanos = length;
            gapFromNanos = sinceNanos;
        }
    }
}
