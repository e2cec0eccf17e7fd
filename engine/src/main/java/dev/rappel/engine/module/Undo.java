package dev.rappel.engine.module;

import java.util.List;

/** The way back from a change, known and journalled before the change is begun. */
public sealed interface Undo {
    /**
     * Steps that put back what was there. They must be harmless where the change was only begun,
     * and when they run twice.
     *
     * @param steps done in reverse order of the tasks: what a later task did is taken back first
     * @param then done once the steps of all tasks of the host are done, in the order of the tasks:
     *     for what depends on earlier tasks' things, such as starting a service again with the old
     *     program
     */
    record Steps(List<Step> steps, List<Step> then) implements Undo {
        public Steps {
            steps = List.copyOf(steps);
            then = List.copyOf(then);
        }

        /** Steps after which nothing is left to do. */
        public Steps(List<Step> steps) {
            this(steps, List.of());
        }
    }

    /** There is nothing to put back. */
    record Nothing() implements Undo {}

    /** It cannot be taken back; the plan says so before anybody agrees to it. */
    record Impossible(String why) implements Undo {}
}
