package dev.rappel.modules.control;

import dev.rappel.engine.value.Value;
import java.util.stream.Collectors;

/** A value in one line, for people. */
final class Shown {
    private static final int LONGEST = 200;

    private Shown() {}

    static String line(Value value) {
        String whole = whole(value);
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + " …";
    }

    private static String whole(Value value) {
        return switch (value) {
            case Value.Text(String text) -> "\"" + text + "\"";
            case Value.Scalar scalar -> scalar.written();
            case Value.Nothing _ -> "null";
            case Value.Secret _ -> Value.Secret.MASK;
            case Value.Items(var items) ->
                    items.stream().map(Shown::whole).collect(Collectors.joining(", ", "[", "]"));
            case Value.Fields(var fields) ->
                    fields.entrySet().stream()
                            .map(e -> e.getKey() + ": " + whole(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        };
    }
}
