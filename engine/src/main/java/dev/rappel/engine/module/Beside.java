package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;

/** Something that goes on beside the tasks of a run until its end, such as a prober. */
public interface Beside {
    /**
     * Says what the run does from now on.
     *
     * @param host the host that is worked on; empty for several at once
     * @param task the task's title
     * @param rolling whether hosts go one batch after the other
     */
    void phase(String host, String task, boolean rolling);

    /** How it looks now, in one short line. */
    String line();

    /** Ends it, within seconds; what it saw, for the journal. */
    Value.Fields end();

    /** What it saw, in lines for people; asked after {@link #end}. */
    java.util.List<String> summary();
}
