package dev.rappel.engine.roll;

import dev.rappel.engine.playbook.Strategy;
import java.util.List;

/** How many hosts go next. */
public final class BatchSize {
    private BatchSize() {}

    /**
     * @param number the batch's number, from 0
     * @param all how many hosts the play, or this part of it, has in all
     * @param left how many of them have not gone yet
     */
    public static int of(Strategy strategy, int number, int all, int left) {
        List<Strategy.Batch> serial = strategy.serial();
        if (serial.isEmpty()) {
            return left;
        }
        return Math.min(left, serial.get(Math.min(number, serial.size() - 1)).of(all));
    }
}
