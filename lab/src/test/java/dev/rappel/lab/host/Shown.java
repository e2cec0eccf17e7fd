package dev.rappel.lab.host;

import dev.rappel.lab.process.Progress;
import java.util.Locale;

/**
 * Progress on standard output with the time that each step took: the figures that a test reports.
 */
final class Shown implements Progress {
    @Override
    public Step start(String what) {
        long begin = System.nanoTime();
        return new Step() {
            @Override
            public void done() {
                done("");
            }

            @Override
            public void done(String outcome) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.2f s %s%n",
                        what,
                        (System.nanoTime() - begin) / 1e9,
                        outcome);
            }
        };
    }
}
