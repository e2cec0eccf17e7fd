package dev.rappel.engine.run;

import dev.rappel.engine.text.Failure;

/**
 * A connection that was lost in the middle of a task.
 *
 * @param title the task's
 * @param on the host on which it was being done
 * @param failure how the loss showed
 */
record Loss(String title, String on, Failure failure) {
    private static final String WHAT = "the connection was lost in the middle of ";

    /** The host answers again; {@link dev.rappel.engine.module.Reach} has ended what ran. */
    Failure back(Begun begun) {
        begun.failedItself();
        return Failure.of(Failure.Kind.UNREACHABLE, WHAT + title)
                .why(
                        failure.what()
                                + "; "
                                + on
                                + " answers again, and what was still running of it was ended; it"
                                + " may have been done in part")
                .help("look at what " + title + " may have left on " + on)
                .evidence(failure.evidence())
                .cause(failure);
    }

    /**
     * The host does not come back, or what runs on it cannot be ended.
     *
     * @param away why it cannot be worked on
     */
    Failure away(Begun begun, Failure away) {
        begun.lost();
        return Failure.of(
                        away.kind(),
                        WHAT
                                + title
                                + ", and "
                                + on
                                + (away.kind() == Failure.Kind.UNREACHABLE
                                        ? " cannot be reached any more"
                                        : " cannot be worked on any more"))
                .why(failure.what() + "; then: " + away.getMessage())
                .help(away.help())
                .evidence(away.evidence())
                .cause(failure);
    }
}
