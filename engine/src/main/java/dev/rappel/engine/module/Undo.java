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
     * @param tidy takes away what only the way back needed, such as a copy of what was there; done
     *     when the whole run has ended well, and harmless when it is done twice
     */
    record Steps(List<Step> steps, List<Step> then, List<Step> tidy) implements Undo {
        public Steps {
            steps = List.copyOf(steps);
            then = List.copyOf(then);
            tidy = List.copyOf(tidy);
        }

        /** Steps that need nothing to be kept on the host. */
        public Steps(List<Step> steps, List<Step> then) {
            this(steps, then, List.of());
        }

        /** Steps after which nothing is left to do. */
        public Steps(List<Step> steps) {
            this(steps, List.of(), List.of());
        }
    }

    /** There is nothing to put back. */
    record Nothing() implements Undo {}

    /** It cannot be taken back; the plan says so before anybody agrees to it. */
    record Impossible(String why) implements Undo {}
}
