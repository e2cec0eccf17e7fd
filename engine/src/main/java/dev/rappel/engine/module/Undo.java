package dev.rappel.engine.module;

import java.util.List;

/** The way back from a change, known and journalled before the change is begun. */
public sealed interface Undo {
    /**
     * Steps that put back what was there. They must be harmless where the change was only begun,
     * and when they run twice.
     */
    record Steps(List<Step> steps) implements Undo {
        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /** There is nothing to put back. */
    record Nothing() implements Undo {}

    /** It cannot be taken back; the plan says so before anybody agrees to it. */
    record Impossible(String why) implements Undo {}
}
