package dev.rappel.engine.playbook;

import java.util.Optional;

/**
 * Whose rights a task runs with.
 *
 * @param wanted whether it runs as another user than the one that logs in; empty where the file
 *     does not say, so that the inventory or the command line decide
 * @param user which user; root where nothing says otherwise
 */
public record Become(Optional<Boolean> wanted, Optional<Input> user) {
    public static final Become UNSAID = new Become(Optional.empty(), Optional.empty());

    /** This, with what {@code outer} says for what is left unsaid here. */
    Become within(Become outer) {
        return new Become(wanted.or(outer::wanted), user.or(outer::user));
    }
}
