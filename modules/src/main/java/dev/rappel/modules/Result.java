package dev.rappel.modules;

import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Gathers the fields of what a task gives. */
public final class Result {
    private final SequencedMap<String, Value> fields = new LinkedHashMap<>();

    public Result put(String name, Value value) {
        fields.put(name, value);
        return this;
    }

    public Result put(String name, String text) {
        return put(name, new Value.Text(text));
    }

    public Result put(String name, long number) {
        return put(name, new Value.Whole(number));
    }

    public Result put(String name, boolean truth) {
        return put(name, new Value.Bool(truth));
    }

    /** A time as a number of seconds, to the millisecond. */
    public Result seconds(String name, Duration time) {
        return put(name, new Value.Decimal(time.toMillis() / 1000.0));
    }

    public Value.Fields fields() {
        return new Value.Fields(fields);
    }

    /** A field of what was given earlier, or {@code other} where it is not there. */
    public static Value field(Value.Fields given, String name, Value other) {
        return given.fields().getOrDefault(name, other);
    }
}
