package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A POSIX sh script for a host.
 *
 * <p>What differs from call to call goes into {@code parameters} ({@code $1}, {@code $2}, …) and
 * {@code environment}, never into the text: nothing a user wrote is ever parsed by a shell. A value
 * that is {@link Value.Secret} reaches the script all the same and is masked in every record of it.
 *
 * @param text the script; runs with {@code LC_ALL=C}, a known PATH and no terminal
 * @param parameters scalars or secrets
 * @param environment variables for this script only
 * @param deadline how long it may run before it is ended and counted as failed
 * @param effect what it does to the host
 */
public record Script(
        String text,
        List<Value> parameters,
        SequencedMap<String, Value> environment,
        Duration deadline,
        Effect effect) {

    /** What a script does to its host. */
    public sealed interface Effect {
        /** It may change anything. */
        Effect ANY = new Any();

        /** It only looks. */
        Effect NONE = new None();

        /** It may change anything. */
        record Any() implements Effect {}

        /** It only looks. */
        record None() implements Effect {}

        /**
         * It only looks, and its answer does for all who ask the same, until something that may
         * change the host runs there.
         *
         * @param question what is asked: scripts with an equal one, for the same user, may get each
         *     other's answer whatever their text
         * @param age how old an answer may be to do for this script; zero when it must be a new one
         */
        record Shared(String question, Duration age) implements Effect {}
    }

    /** A script that may change anything. */
    public Script(
            String text,
            List<Value> parameters,
            SequencedMap<String, Value> environment,
            Duration deadline) {
        this(text, parameters, environment, deadline, Effect.ANY);
    }

    /** The same script, of which it is known what it does. */
    public Script having(Effect known) {
        return new Script(text, parameters, environment, deadline, known);
    }

    public Script {
        parameters = List.copyOf(parameters);
        environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a script needs time to run: " + deadline);
        }
    }

    /** A script without environment of its own. */
    public static Script of(String text, Duration deadline, Value... parameters) {
        return new Script(text, List.of(parameters), new LinkedHashMap<>(), deadline);
    }
}
