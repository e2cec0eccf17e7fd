package dev.rappel.engine.module;

import dev.rappel.engine.text.Failure;

/** The hosts that can be worked on. Safe for many threads. */
public interface Reach {
    /**
     * A host, with some user's rights; connects where that was not done yet, and again, once, where
     * a connection broke since it was last used. What was still running of a script when its
     * connection broke has been ended, whole, before this returns.
     *
     * @param host its name in the inventory
     * @throws Failure of kind UNREACHABLE when it cannot be reached, does not let us in or does not
     *     give these rights; of kind FAILED when something still runs there that cannot be ended
     */
    HostAccess to(String host, Rights rights) throws Failure, InterruptedException;

    /**
     * Takes the host for this run alone, until this object is closed or this process ends, however
     * it ends.
     *
     * @param holder who we are, for those who come later; one line
     * @throws Failure of kind LOCKED when another run has it; says which and since when
     */
    void lock(String host, String holder) throws Failure, InterruptedException;
}
