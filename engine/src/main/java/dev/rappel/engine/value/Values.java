package dev.rappel.engine.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/** From nodes to values where no type is expected, as in a variable file. */
public final class Values {
    private Values() {}

    /** The value of a node as Ansible would have it; what is marked secret is a secret. */
    public static Value fromNode(Node node) {
        return fromNode(node, Values::fromScalar);
    }

    /** The same with another reading of scalars, such as one that fills in templates. */
    public static Value fromNode(Node node, Function<Node.Scalar, Value> scalars) {
        return switch (node) {
            case Node.Scalar scalar -> scalars.apply(scalar);
            case Node.Sequence(List<Node> items, _) ->
                    new Value.Items(items.stream().map(i -> fromNode(i, scalars)).toList());
            case Node.Mapping(List<Node.Entry> entries, _) -> {
                SequencedMap<String, Value> fields = new LinkedHashMap<>();
                entries.forEach(e -> fields.put(e.key().text(), fromNode(e.value(), scalars)));
                yield new Value.Fields(fields);
            }
        };
    }

    /** The value of one scalar: only a plain one can be anything but text. */
    public static Value fromScalar(Node.Scalar scalar) {
        Value value =
                scalar.style() == Node.Style.PLAIN
                        ? ScalarRules.resolve(scalar.text())
                        : new Value.Text(scalar.text());
        return scalar.secret() ? new Value.Secret(value) : value;
    }

    /** What to call a value in a message: {@code the number 5}; never what a secret holds. */
    public static String describe(Value value) {
        return switch (value) {
            case Value.Text(String text) ->
                    text.isEmpty() ? "empty text" : "the text " + quote(text);
            case Value.Whole whole -> "the number " + shorten(whole.written());
            case Value.Decimal decimal -> "the number " + shorten(decimal.written());
            case Value.Bool bool -> "the boolean " + bool.written();
            case Value.Time time -> "the duration " + time.written();
            case Version version -> "the version " + shorten(version.written());
            case Size size -> "the size " + size.written();
            case FileMode mode -> "the mode " + mode.written();
            case Value.Items _ -> "a list";
            case Value.Fields _ -> "a mapping";
            case Value.Nothing _ -> "nothing";
            case Value.Secret _ -> "a secret";
        };
    }

    private static String quote(String text) {
        return "`" + shorten(text) + "`";
    }

    /** A text as it fits into a message: on one line, and not too long. */
    static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= 50
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 47)) + "…";
    }
}
