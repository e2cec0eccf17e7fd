package dev.rappel.engine.module;

import java.util.Optional;

/**
 * Whose rights something runs with on a host.
 *
 * @param user the user to become there; empty for the one that logs in
 */
public record Rights(Optional<String> user) {
    /** Those of the user that logs in. */
    public static final Rights LOGIN = new Rights(Optional.empty());

    /** Those of another user. */
    public static Rights of(String user) {
        return new Rights(Optional.of(user));
    }
}
