package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a change does to a host: pure data, so that a plan can show and save it, and a
 * journal can keep it before it is begun.
 *
 * @param kind what it does to the user's things, for the plan's symbol
 * @param subject the thing, such as a path or a unit
 * @param description in few words, such as {@code 0644 → 0600}
 * @param difference the text before and after, where a user wants to see it line by line
 * @param disrupts whether clients of the host can notice; the module's guard is asked right before
 * @param steps what is done, in this order
 */
public record Act(
        Kind kind,
        String subject,
        String description,
        Optional<Difference> difference,
        boolean disrupts,
        List<Step> steps) {

    public Act {
        steps = List.copyOf(steps);
    }

    /** An act that nobody notices but who looks, without a text to compare. */
    public static Act quiet(Kind kind, String subject, String description, Step... steps) {
        return new Act(kind, subject, description, Optional.empty(), false, List.of(steps));
    }

    /** What becomes of the subject. */
    public enum Kind {
        CREATE,
        CHANGE,
        REMOVE,
        /** Service is interrupted. */
        INTERRUPT,
        /** Nothing is changed: something is proved, or waited for. */
        CHECK
    }

    /** A text before and after, each a text or a secret that holds one. */
    public record Difference(Value before, Value after) {}
}
