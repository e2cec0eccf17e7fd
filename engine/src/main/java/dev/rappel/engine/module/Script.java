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
 */
public record Script(
        String text,
        List<Value> parameters,
        SequencedMap<String, Value> environment,
        Duration deadline) {

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
