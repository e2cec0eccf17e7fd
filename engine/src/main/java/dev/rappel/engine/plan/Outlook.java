package dev.rappel.engine.plan;

import dev.rappel.engine.module.Act;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a plan foresees for one task on one host. */
public sealed interface Outlook {
    /** It is as it should be. */
    record Same() implements Outlook {}

    /**
     * Something will be done.
     *
     * @param acts in order
     * @param cannotUndo why it cannot be taken back; empty where it can
     * @param unknown what of its outcome is known only when it is done
     */
    record Acts(List<Act> acts, Optional<String> cannotUndo, SortedSet<String> unknown)
            implements Outlook {
        public Acts {
            acts = List.copyOf(acts);
            unknown = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(unknown));
        }
    }

    /**
     * Cannot be told before earlier tasks have run.
     *
     * @param because what it waits for: names without a value, or what an earlier task changes
     */
    record Later(String because) implements Outlook {}

    /** Its conditions are false, or it is done on another host only. */
    record Skipped(String because) implements Outlook {}

    /** It stands in the way of the whole run. */
    record Blocked(String what, String why, String help) implements Outlook {}

    /** Whether a run would change something here, as far as can be told. */
    default boolean changes() {
        return this instanceof Acts(var acts, var _, var _)
                && acts.stream().anyMatch(a -> a.kind() != Act.Kind.CHECK);
    }
}
