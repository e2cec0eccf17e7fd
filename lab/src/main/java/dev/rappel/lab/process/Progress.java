package dev.rappel.lab.process;

/**
 * Tells the user what takes time. The command line draws it; a test may stay silent. Safe to use
 * from several threads.
 */
public interface Progress {
    /** Shows nothing. */
    Progress SILENT = what -> new Step() {};

    /**
     * Work under way, in the user's words: "host image: installing 212 packages". Close it when it
     * ended well.
     */
    Step start(String what);

    /**
     * One piece of work that takes time. Closed without {@link #done}, it counts as failed or given
     * up.
     */
    interface Step extends AutoCloseable {
        /**
         * What the work is at now: a file's name, a share of a whole. Called often; shown when
         * there is room.
         */
        default void now(String detail) {}

        /** The work ended well. */
        default void done() {}

        /** The work ended well, with what came out of it: "3 hosts". */
        default void done(String outcome) {
            done();
        }

        @Override
        default void close() {}
    }
}
