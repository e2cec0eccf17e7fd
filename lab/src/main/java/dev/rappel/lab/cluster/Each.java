package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.SideBySide;
import java.util.List;

/** The same work for each of several hosts or members, side by side. */
final class Each {
    private Each() {}

    interface Work<T, R> {
        R on(T thing) throws Failure, InterruptedException;
    }

    /** As {@link SideBySide#run}; the answers are in the order of the things. */
    static <T, R> List<R> of(List<T> things, Work<T, R> work) throws Failure, InterruptedException {
        return SideBySide.run(
                things.stream().<SideBySide.Work<R>>map(thing -> () -> work.on(thing)).toList());
    }
}
