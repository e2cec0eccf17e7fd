package dev.rappel.modules.command;

import java.util.Optional;

/**
 * What is known of a command on a host.
 *
 * @param need whether it has to be run
 * @param ran what it gave, once it was run
 */
record CommandState(Need need, Optional<Ran> ran) {
    /** Whether a command has to be run. */
    sealed interface Need {
        /** Nothing says that it is not needed. */
        record Yes() implements Need {}

        /** Something on the host says that it is not needed. */
        record No(String why) implements Need {}

        /** It cannot be run where it should be. */
        record NoFolder(String folder) implements Need {}
    }

    /**
     * What a command gave.
     *
     * @param status its exit status
     * @param start when it was begun, in UTC, as ISO 8601
     * @param seconds how long it took, with the way to the host and back
     */
    record Ran(int status, String out, String err, String start, double seconds) {}
}
