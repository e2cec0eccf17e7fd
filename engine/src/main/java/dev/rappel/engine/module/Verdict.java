package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;

/** What a guard says about a disruption, with the values that it saw. */
public sealed interface Verdict {
    /** What was seen, by name; kept in the journal as proof. */
    Value.Fields seen();

    /** It may go on, now; a moment later it must be asked again. */
    record Allowed(Value.Fields seen) implements Verdict {}

    /** It must not go on. No flag and no retry gets around it. */
    record Denied(String why, String help, Value.Fields seen) implements Verdict {}
}
