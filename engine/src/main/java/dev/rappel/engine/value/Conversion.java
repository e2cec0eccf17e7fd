package dev.rappel.engine.value;

import dev.rappel.engine.text.Code;
import dev.rappel.engine.text.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A scalar as a value of the type that its place expects, decided by how it is written: {@code
 * 3.10} is a version, a text or a decimal, as needed. A number or a boolean in quotes is taken too,
 * because that is what a template gives.
 */
sealed interface Conversion {
    record Done(Value value) implements Conversion {}

    /**
     * @param label what the carets say
     * @param help how to write it
     */
    record Wrong(Code code, String title, String label, List<String> help) implements Conversion {}

    /** Converts a scalar that is not a secret, or whose secret is in good hands. */
    static Conversion of(Node.Scalar scalar, Type type) {
        String text = scalar.text();
        boolean plain = scalar.style() == Node.Style.PLAIN;
        if (type == Type.Simple.ANY) {
            return new Done(plain ? ScalarRules.resolve(text) : new Value.Text(text));
        }
        if (type instanceof Type.Secret(Type of)) {
            Conversion open = of(new Node.Scalar(text, scalar.style(), true, scalar.span()), of);
            return open instanceof Done(Value value) ? new Done(new Value.Secret(value)) : open;
        }
        if (plain && ScalarRules.isNothing(text) && type != Type.Simple.NOTHING) {
            return nothing(text, type);
        }
        String shown =
                scalar.secret()
                        ? "a secret"
                        : Values.describe(plain ? ScalarRules.resolve(text) : new Value.Text(text));
        return switch (type) {
            case Type.Simple.TEXT -> new Done(new Value.Text(text));
            case Type.Simple.PATH -> path(text, shown);
            case Type.Simple.WHOLE -> whole(text, shown);
            case Type.Simple.DECIMAL -> decimal(text, shown);
            case Type.Simple.BOOL -> bool(text, shown);
            case Type.Simple.VERSION -> parsed(Version.parse(text), type, shown);
            case Type.Simple.DURATION ->
                    parsed(
                            Durations.parse(text).map(d -> new Value.Time(d, text)),
                            type,
                            shown,
                            bare(text) ? List.of("say the unit: `" + text + "s`") : List.of());
            case Type.Simple.SIZE ->
                    parsed(
                            Size.parse(text),
                            type,
                            shown,
                            bare(text) ? List.of("say the unit: `" + text + "MB`") : List.of());
            case Type.Simple.MODE -> parsed(FileMode.parse(text), type, shown);
            case Type.Choice(List<String> words) -> choice(text, words, scalar.secret());
            case Type.Simple.NOTHING ->
                    ScalarRules.isNothing(text) && plain
                            ? new Done(new Value.Nothing())
                            : wrong(type, shown, List.of());
            case Type.Simple.ANY -> new Done(new Value.Text(text));
            case Type.Secret(Type of) -> of(scalar, of);
            case Type.Items _, Type.Table _, Type.Fields _ -> structure(text, type, shown, scalar);
        };
    }

    private static boolean bare(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Conversion nothing(String text, Type type) {
        List<String> help = new ArrayList<>(List.of(howTo(type)));
        if (type == Type.Simple.TEXT) {
            help =
                    List.of(
                            text.isEmpty()
                                    ? "write \"\" for an empty text"
                                    : "write \"" + text + "\" if the word itself is meant");
        }
        return new Wrong(
                ValueCode.NOTHING_WRITTEN,
                "expected " + Types.name(type) + ", but there is nothing",
                text.isEmpty() ? "nothing is written here" : "`" + text + "` means nothing",
                help);
    }

    private static Conversion wrong(Type type, String shown, List<String> more) {
        List<String> help = new ArrayList<>(more);
        if (more.isEmpty()) {
            help.add(howTo(type));
        }
        help.removeIf(String::isEmpty);
        return new Wrong(
                code(type),
                "expected " + Types.name(type) + ", found " + shown,
                "expected " + Types.name(type),
                help);
    }

    private static Code code(Type type) {
        return switch (type) {
            case Type.Simple.VERSION -> ValueCode.NOT_A_VERSION;
            case Type.Simple.DURATION -> ValueCode.NOT_A_DURATION;
            case Type.Simple.SIZE -> ValueCode.NOT_A_SIZE;
            case Type.Simple.MODE -> ValueCode.NOT_A_MODE;
            default -> ValueCode.WRONG_TYPE;
        };
    }

    private static String howTo(Type type) {
        return Types.example(type).map(e -> "write it like " + e).orElse("");
    }

    private static Conversion parsed(Optional<? extends Value> value, Type type, String shown) {
        return parsed(value, type, shown, List.of());
    }

    private static Conversion parsed(
            Optional<? extends Value> value, Type type, String shown, List<String> help) {
        return value.<Conversion>map(Done::new).orElseGet(() -> wrong(type, shown, help));
    }

    private static Conversion path(String text, String shown) {
        return text.isEmpty() || text.indexOf('\0') >= 0
                ? wrong(Type.Simple.PATH, shown, List.of())
                : new Done(new Value.Text(text));
    }

    private static Conversion whole(String text, String shown) {
        return ScalarRules.resolve(text) instanceof Value.Whole number
                ? new Done(number)
                : wrong(Type.Simple.WHOLE, shown, List.of());
    }

    private static Conversion decimal(String text, String shown) {
        return switch (ScalarRules.resolve(text)) {
            case Value.Decimal number -> new Done(number);
            case Value.Whole(long number, String written) ->
                    new Done(new Value.Decimal(number, written));
            default -> wrong(Type.Simple.DECIMAL, shown, List.of());
        };
    }

    private static Conversion bool(String text, String shown) {
        String word = text.toLowerCase(Locale.ROOT);
        if (ScalarRules.isTrue(word) || ScalarRules.isFalse(word)) {
            return new Done(new Value.Bool(ScalarRules.isTrue(word), text));
        }
        return wrong(Type.Simple.BOOL, shown, List.of());
    }

    private static Conversion choice(String text, List<String> words, boolean secret) {
        if (words.contains(text)) {
            return new Done(new Value.Text(text));
        }
        String all = "one of " + String.join(", ", words);
        List<String> help = new ArrayList<>();
        if (!secret) {
            DidYouMean.question(text, words).ifPresent(help::add);
        }
        return new Wrong(
                ValueCode.UNKNOWN_WORD,
                (secret ? "a secret" : "`" + Values.shorten(text) + "`") + " is not " + all,
                "expected " + all,
                help);
    }

    private static Conversion structure(String text, Type type, String shown, Node.Scalar scalar) {
        List<String> help = new ArrayList<>();
        if (type instanceof Type.Items(Type of) && !(of instanceof Type.Fields)) {
            help.add(
                    scalar.secret()
                            ? "write a list: [ … ]"
                            : "write a list: [" + Values.shorten(text) + "]");
        } else if (!scalar.secret() && text.matches("(?s)[A-Za-z_][A-Za-z0-9_.-]*:[^\\s/].*")) {
            help.add("a key needs a space after its `:`");
        }
        return wrong(type, shown, help);
    }
}
