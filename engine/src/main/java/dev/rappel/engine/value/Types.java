package dev.rappel.engine.value;

import java.util.Optional;

/** Types in the words of messages and of the manual. */
public final class Types {
    private Types() {}

    /** With its article: {@code a text}, {@code a list of whole numbers}. */
    public static String name(Type type) {
        return switch (type) {
            case Type.Simple.TEXT -> "a text";
            case Type.Simple.WHOLE -> "a whole number";
            case Type.Simple.DECIMAL -> "a number";
            case Type.Simple.BOOL -> "a boolean";
            case Type.Simple.VERSION -> "a version";
            case Type.Simple.DURATION -> "a duration";
            case Type.Simple.SIZE -> "a size";
            case Type.Simple.MODE -> "a file mode";
            case Type.Simple.PATH -> "a path";
            case Type.Simple.NOTHING -> "nothing";
            case Type.Simple.ANY -> "a value";
            case Type.Items(Type of) -> "a list of " + plural(of);
            case Type.Table(Type of) -> "a mapping of names to " + plural(of);
            case Type.Fields fields ->
                    fields.fields().isEmpty()
                            ? "a mapping"
                            : "a mapping with "
                                    + String.join(
                                            ", ",
                                            fields.fields().keySet().stream()
                                                    .limit(5)
                                                    .map(k -> "`" + k + "`")
                                                    .toList())
                                    + (fields.fields().size() > 5 ? ", …" : "");
            case Type.Choice(var words) -> "one of " + String.join(", ", words);
            case Type.Secret(Type of) -> name(of) + " (secret)";
        };
    }

    private static String plural(Type type) {
        return switch (type) {
            case Type.Items _ -> "lists";
            case Type.Table _, Type.Fields _ -> "mappings";
            case Type.Choice(var words) -> "words (" + String.join(", ", words) + ")";
            case Type.Secret(Type of) -> "secret " + plural(of);
            case Type.Simple.NOTHING -> "nothings";
            case Type.Simple _ -> name(type).substring(2) + "s";
        };
    }

    /** How a value of it is written; empty where that says nothing. */
    public static Optional<String> example(Type type) {
        return switch (type) {
            case Type.Simple.WHOLE -> Optional.of("`3`");
            case Type.Simple.DECIMAL -> Optional.of("`0.5`");
            case Type.Simple.BOOL -> Optional.of("`true` or `false`");
            case Type.Simple.VERSION -> Optional.of("`1.2.3`");
            case Type.Simple.DURATION -> Optional.of("`90s`, `1m30s` or `250ms`");
            case Type.Simple.SIZE -> Optional.of("`25MB` or `4GiB`");
            case Type.Simple.MODE -> Optional.of("`0644` or `u=rw,g=r,o=r`");
            case Type.Simple.PATH -> Optional.of("`/etc/hosts`");
            case Type.Items _ -> Optional.of("`[a, b]`, or `- a` and `- b` on lines of their own");
            case Type.Table _ -> Optional.of("`name: value`, one a line, indented");
            case Type.Simple _, Type.Choice _, Type.Fields _, Type.Secret _ -> Optional.empty();
        };
    }
}
