package dev.rappel.modules.etcd.availability;

import java.time.Duration;

/** How long calls took, in classes that are 5 % wide, so that a long run needs no more memory. */
final class Latencies {
    private static final double WIDTH = Math.log(1.05);
    private static final int CLASSES = 400;
    private static final double NANOS_PER_MICRO = 1e3;

    private final long[] counts = new long[CLASSES];
    private long all;

    void add(long nanos) {
        double micros = Math.max(1, nanos / NANOS_PER_MICRO);
        counts[Math.min(CLASSES - 1, (int) (Math.log(micros) / WIDTH))]++;
        all++;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < CLASSES; i++) {
            counts[i] += others.counts[i];
        }
        all += others.all;
    }

    /** What at most one call in a hundred took longer than; zero when there were none. */
    Duration p99() {
        long left = (long) Math.ceil(all * 0.99);
        for (int i = 0; i < CLASSES; i++) {
            left -= counts[i];
            if (counts[i] > 0 && left <= 0) {
                return Duration.ofNanos((long) (Math.exp((i + 1) * WIDTH) * NANOS_PER_MICRO));
            }
        }
        return Duration.ZERO;
    }
}
