package dev.rappel.engine.run;

import java.time.Duration;
import java.time.Instant;

/** The clock of a run, and its waiting; given in, so that tests need not wait. */
public interface Time {
    Instant now();

    void pause(Duration time) throws InterruptedException;

    /** The machine's. */
    Time SYSTEM =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public void pause(Duration time) throws InterruptedException {
                    Thread.sleep(time);
                }
            };
}
