package dev.rappel.engine.module;

import dev.rappel.engine.text.Failure;

/**
 * How a module learns the state of a host. Nothing here may change the host.
 *
 * @param <S> the module's state
 */
public sealed interface Observation<S> {
    /**
     * One script and how to read its answer. The engine may send the scripts of several tasks in
     * one round trip, so this is the form to prefer.
     */
    record Scripted<S>(Script script, Reader<S> reader) implements Observation<S> {}

    /** For what one script cannot tell, such as an answer from a port behind the host. */
    record Direct<S>(Look<S> look) implements Observation<S> {}

    /** The state follows from the arguments; no host is asked. */
    record Known<S>(S state) implements Observation<S> {}

    /** Makes a state of a script's answer; pure. */
    @FunctionalInterface
    interface Reader<S> {
        /**
         * Fails when the answer is not one that the script can give, such as "permission denied".
         */
        S read(Reply reply) throws Failure;
    }

    /** Looks at a host over as many round trips as it takes. */
    @FunctionalInterface
    interface Look<S> {
        S at(HostAccess host) throws Failure, InterruptedException;
    }
}
