package dev.rappel.lab.load;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says when the next call may begin, for all threads of one sort together. Time that was missed is
 * not made up for: after an outage there is no burst.
 */
final class Pacer {
    /**
     * After an error a thread waits this long: a dead endpoint answers within microseconds, and a
     * client that asks again at once would count little else.
     */
    private static final long AFTER_ERROR_MILLIS = 20;

    private final RunClock clock;
    private final CountDownLatch stop;
    private final long intervalNanos;
    private final AtomicLong next = new AtomicLong();

    Pacer(RunClock clock, CountDownLatch stop, OptionalInt perSecond) {
        this.clock = clock;
        this.stop = stop;
        this.intervalNanos = perSecond.isPresent() ? 1_000_000_000L / perSecond.getAsInt() : 0;
    }

    /** Waits for the next turn; false when there is none because the run is over. */
    boolean turn() throws InterruptedException {
        if (intervalNanos > 0) {
            long now = clock.now();
            long mine = next.getAndUpdate(at -> Math.max(at, now) + intervalNanos);
            return !stop.await(Math.max(0, mine - now), TimeUnit.NANOSECONDS);
        }
        return stop.getCount() > 0;
    }

    void afterError() throws InterruptedException {
        var _ = stop.await(AFTER_ERROR_MILLIS, TimeUnit.MILLISECONDS);
    }
}
