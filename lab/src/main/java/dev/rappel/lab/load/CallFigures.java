package dev.rappel.lab.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of the writes or the reads of a run or of one of its phases.
 *
 * @param ok calls that the cluster answered: acknowledged writes, or reads
 * @param errors calls that ended otherwise, by kind, the most frequent first
 * @param longestGap the longest time without an answered call. A run is measured from its first
 *     answered call (or from its beginning where there was none) to the moment it was told to stop;
 *     a later phase from its mark to the next, so that a gap across a mark counts in both with its
 *     own part
 * @param p50 the time within which half of the answered calls ended
 * @param p99 the time within which 99 of 100 answered calls ended
 * @param longest the longest answered call
 * @param perSecond answered calls per second
 */
public record CallFigures(
        long ok,
        List<ErrorCount> errors,
        Gap longestGap,
        Duration p50,
        Duration p99,
        Duration longest,
        double perSecond) {

    /** A time without an answered call. */
    public record Gap(Instant from, Duration length) {}

    /** How often one kind of error came, and when. */
    public record ErrorCount(ErrorKind kind, long count, Instant first, Instant last) {}

    public CallFigures {
        errors = List.copyOf(errors);
    }

    public long failed() {
        return errors.stream().mapToLong(ErrorCount::count).sum();
    }
}
