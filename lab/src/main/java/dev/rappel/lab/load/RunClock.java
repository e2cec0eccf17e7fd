package dev.rappel.lab.load;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of a run: nanoseconds since it began, which never jump, and the instants they stand for.
 */
record RunClock(Instant began, LongSupplier nanosSinceBegin) {
    static RunClock start() {
        long zero = System.nanoTime();
        return new RunClock(Instant.now(), () -> System.nanoTime() - zero);
    }

    long now() {
        return nanosSinceBegin.getAsLong();
    }

    Instant at(long nanos) {
        return began.plusNanos(nanos);
    }
}
