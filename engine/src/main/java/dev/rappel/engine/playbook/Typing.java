package dev.rappel.engine.playbook;

import dev.rappel.engine.value.FileMode;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The types of values that nobody declared: those of variables. */
final class Typing {
    private Typing() {}

    /**
     * The type of a value as it stands in a file; text that holds a template may become anything.
     */
    static Type of(Value value) {
        return switch (value) {
            case Value.Text text when text.text().contains("{{") -> templated(text.text());
            case Value.Text _ -> Type.Simple.TEXT;
            case Value.Whole _ -> Type.Simple.WHOLE;
            case Value.Decimal _ -> Type.Simple.DECIMAL;
            case Value.Bool _ -> Type.Simple.BOOL;
            case Value.Time _ -> Type.Simple.DURATION;
            case Version _ -> Type.Simple.VERSION;
            case Size _ -> Type.Simple.SIZE;
            case FileMode _ -> Type.Simple.MODE;
            case Value.Nothing _ -> Type.Simple.ANY;
            case Value.Items items -> new Type.Items(of(items.items()));
            case Value.Fields fields -> {
                SequencedMap<String, Type> types = new LinkedHashMap<>();
                fields.fields().forEach((name, field) -> types.put(name, of(field)));
                yield new Type.Fields(types, false);
            }
            case Value.Secret secret -> new Type.Secret(of(secret.reveal()));
        };
    }

    /** One name alone keeps the type of what it stands for; anything more is text. */
    private static Type templated(String text) {
        String trimmed = text.strip();
        boolean alone =
                trimmed.startsWith("{{")
                        && trimmed.endsWith("}}")
                        && trimmed.indexOf("}}") == trimmed.length() - 2;
        return alone ? Type.Simple.ANY : Type.Simple.TEXT;
    }

    private static Type of(List<Value> items) {
        return items.stream().map(Typing::of).reduce(Typing::join).orElse(Type.Simple.ANY);
    }

    /** The narrowest type that holds both. */
    static Type join(Type a, Type b) {
        if (a.equals(b)) {
            return a;
        }
        if (a instanceof Type.Secret || b instanceof Type.Secret) {
            return new Type.Secret(join(open(a), open(b)));
        }
        if (a instanceof Type.Items one && b instanceof Type.Items other) {
            return new Type.Items(join(one.of(), other.of()));
        }
        if (a instanceof Type.Fields one && b instanceof Type.Fields other) {
            return join(one, other);
        }
        return Type.Simple.ANY;
    }

    private static Type join(Type.Fields one, Type.Fields other) {
        SequencedMap<String, Type> types = new LinkedHashMap<>(one.fields());
        other.fields().forEach((name, type) -> types.merge(name, type, Typing::join));
        boolean same = one.fields().keySet().equals(other.fields().keySet());
        return new Type.Fields(types, one.open() || other.open() || !same);
    }

    /** The type without the word secret. */
    static Type open(Type type) {
        return type instanceof Type.Secret secret ? secret.of() : type;
    }

    /** The type of the elements of a list; empty where the type is not a list's. */
    static Optional<Type> element(Type type) {
        return switch (type) {
            case Type.Items items -> Optional.of(items.of());
            case Type.Secret secret -> element(secret.of()).map(Type.Secret::new);
            case Type.Simple simple when simple == Type.Simple.ANY -> Optional.of(simple);
            default -> Optional.empty();
        };
    }

    /**
     * Whether a value of one type can be meant where another is wanted, as far as types can tell.
     */
    static boolean canBe(Type given, Type wanted) {
        Type is = open(given);
        Type must = open(wanted);
        if (is == Type.Simple.ANY || must == Type.Simple.ANY) {
            return true;
        }
        return switch (must) {
            case Type.Items items ->
                    is instanceof Type.Items list
                            ? canBe(list.of(), items.of())
                            : isScalar(is) && isScalar(items.of());
            case Type.Table _ -> is instanceof Type.Table || is instanceof Type.Fields;
            case Type.Fields _ -> is instanceof Type.Table || is instanceof Type.Fields;
            case Type.Simple _, Type.Choice _ -> isScalar(is) && scalar(is, must);
            case Type.Secret _ -> true;
        };
    }

    /** Everything that was written can be text; text can turn out to be anything. */
    private static boolean scalar(Type is, Type must) {
        if (must == Type.Simple.BOOL) {
            return is == Type.Simple.BOOL || is == Type.Simple.TEXT;
        }
        if (must == Type.Simple.WHOLE || must == Type.Simple.DECIMAL) {
            return is != Type.Simple.BOOL;
        }
        return true;
    }

    private static boolean isScalar(Type type) {
        return type instanceof Type.Choice || type instanceof Type.Simple;
    }
}
