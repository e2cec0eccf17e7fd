package dev.rappel.lab.load;

import java.time.Duration;

/**
 * How long calls took, kept in buckets that are at most 2 % wide, so that millions of calls cost a
 * few kilobytes.
 */
final class Latencies {
    /** Each power of two of microseconds is cut into this many buckets. */
    private static final int STEPS = 64;

    private static final int STEP_BITS = 6;

    private final long[] counts = new long[STEPS * 40];
    private long total;
    private long longestNanos;

    void add(long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
        counts[Math.min(counts.length - 1, bucket(Math.max(0, nanos) / 1000))]++;
        total++;
    }

    /** The time within which this share of all calls ended; zero while there is none. */
    Duration within(double share) {
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Duration.ofNanos(Math.min(longestNanos, highest(i) * 1000));
            }
        }
        return Duration.ZERO;
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        return STEPS * (shift + 1) + (int) ((micros >> shift) - STEPS);
    }

    private static long highest(int bucket) {
        if (bucket < STEPS) {
            return bucket + 1L;
        }
        int shift = bucket / STEPS - 1;
        return (bucket % STEPS + STEPS + 1L) << shift;
    }
}
