package dev.rappel.engine.module;

import java.util.List;
import java.util.Set;

/**
 * The way from what is to what is wanted.
 *
 * @param <S> the module's state
 */
public sealed interface Change<S> {
    /** Nothing to do. */
    record None<S>() implements Change<S> {}

    /**
     * Something to do.
     *
     * @param acts what to do, in this order
     * @param promised the state afterwards, as far as it can be told now; later tasks are planned
     *     against it
     * @param unknown the fields of {@code promised} that nobody can know before it is done; the
     *     plan shows them as such
     */
    record Some<S>(List<Act> acts, S promised, Set<String> unknown) implements Change<S> {
        public Some {
            acts = List.copyOf(acts);
            unknown = Set.copyOf(unknown);
            if (acts.isEmpty()) {
                throw new IllegalArgumentException("a change without acts is None");
            }
        }
    }

    /**
     * What is wanted must not or cannot be done from here.
     *
     * @param liftable whether earlier tasks, once they have changed something, may take the reason
     *     away; a plan in which something is changed before does not hold against itself what such
     *     a task says
     */
    record Blocked<S>(String why, String help, boolean liftable) implements Change<S> {
        /** Blocked whatever happens before. */
        public Blocked(String why, String help) {
            this(why, help, false);
        }
    }
}
