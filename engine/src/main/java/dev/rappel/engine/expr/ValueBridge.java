package dev.rappel.engine.expr;

import dev.cel.common.values.NullValue;
import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.FileMode;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our values as CEL's, by their declared type, and back. */
final class ValueBridge {
    private ValueBridge() {}

    /**
     * @param name by which a message calls the value
     * @throws Fault when the value is not what was declared
     */
    static Object toCel(String name, Value value, Type type) {
        if (value instanceof Value.Secret secret) {
            return toCel(name, secret.reveal(), type);
        }
        if (value instanceof Value.Nothing) {
            return NullValue.NULL_VALUE;
        }
        return switch (type) {
            case Type.Secret secret -> toCel(name, value, secret.of());
            case Type.Simple simple -> simple(name, value, simple);
            case Type.Choice choice -> {
                String word = text(name, value, type);
                if (!choice.words().contains(word)) {
                    throw notThat(name, type);
                }
                yield word;
            }
            case Type.Items items -> {
                if (!(value instanceof Value.Items list)) {
                    throw notThat(name, type);
                }
                List<Object> all = new ArrayList<>();
                list.items().forEach(i -> all.add(toCel("an item of " + name, i, items.of())));
                yield all;
            }
            case Type.Table table -> fields(name, value, type, _ -> table.of());
            case Type.Fields fields ->
                    fields(
                            name,
                            value,
                            type,
                            key ->
                                    Optional.ofNullable(fields.fields().get(key))
                                            .orElse(Type.Simple.ANY));
        };
    }

    private static Map<String, Object> fields(
            String name, Value value, Type type, java.util.function.Function<String, Type> typeOf) {
        if (!(value instanceof Value.Fields fields)) {
            throw notThat(name, type);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        fields.fields()
                .forEach((key, v) -> all.put(key, toCel(name + "." + key, v, typeOf.apply(key))));
        return all;
    }

    private static Object simple(String name, Value value, Type.Simple type) {
        return switch (type) {
            case TEXT, MODE, PATH -> text(name, value, type);
            case WHOLE -> {
                if (value instanceof Value.Whole whole) {
                    yield whole.number();
                }
                throw notThat(name, type);
            }
            case DECIMAL ->
                    switch (value) {
                        case Value.Decimal decimal -> decimal.number();
                        case Value.Whole whole -> (double) whole.number();
                        default -> throw notThat(name, type);
                    };
            case BOOL -> {
                if (value instanceof Value.Bool bool) {
                    yield bool.truth();
                }
                throw notThat(name, type);
            }
            case VERSION ->
                    value instanceof Version version
                            ? new VersionValue(version)
                            : Version.parse(text(name, value, type))
                                    .map(VersionValue::new)
                                    .orElseThrow(() -> notThat(name, type));
            case SIZE ->
                    switch (value) {
                        case Size size -> new SizeValue(size);
                        case Value.Whole whole when whole.number() >= 0 ->
                                new SizeValue(new Size(whole.number(), whole.written()));
                        default ->
                                Size.parse(text(name, value, type))
                                        .map(SizeValue::new)
                                        .orElseThrow(() -> notThat(name, type));
                    };
            case DURATION ->
                    value instanceof Value.Time time
                            ? time.duration()
                            : Durations.parse(text(name, value, type))
                                    .orElseThrow(() -> notThat(name, type));
            case NOTHING -> throw notThat(name, type);
            case ANY -> asItIs(name, value);
        };
    }

    private static String text(String name, Value value, Type type) {
        if (value instanceof Value.Scalar scalar) {
            return scalar.written();
        }
        throw notThat(name, type);
    }

    private static Object asItIs(String name, Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Whole whole -> whole.number();
            case Value.Decimal decimal -> decimal.number();
            case Value.Bool bool -> bool.truth();
            case Value.Time time -> time.duration();
            case Version version -> new VersionValue(version);
            case Size size -> new SizeValue(size);
            case FileMode mode -> mode.written();
            case Value.Items _ -> toCel(name, value, new Type.Items(Type.Simple.ANY));
            case Value.Fields _ -> toCel(name, value, new Type.Table(Type.Simple.ANY));
            case Value.Nothing _ -> NullValue.NULL_VALUE;
            case Value.Secret secret -> asItIs(name, secret.reveal());
        };
    }

    private static Fault notThat(String name, Type type) {
        return new Fault(
                ExprCode.UNREADABLE_VALUE,
                "`" + name + "` is not what it was declared as: " + Types.name(type),
                "mend the value, or the type where it is declared");
    }

    /** What CEL gave, as one of our values. */
    static Value fromCel(Object result) {
        return switch (result) {
            case Boolean truth -> new Value.Bool(truth);
            case Long number -> new Value.Whole(number);
            case Double number -> new Value.Decimal(number);
            case String text -> new Value.Text(text);
            case VersionValue version -> version.version();
            case SizeValue size -> size.size();
            case Duration duration -> new Value.Time(duration);
            case Instant instant -> new Value.Text(instant.toString());
            case NullValue _ -> new Value.Nothing();
            case List<?> list ->
                    new Value.Items(
                            list.stream().map(item -> ValueBridge.fromCel((Object) item)).toList());
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Value>();
                map.forEach((key, value) -> fields.put(String.valueOf(key), fromCel(value)));
                yield new Value.Fields(fields);
            }
            default ->
                    throw new Fault(
                            ExprCode.FAILED,
                            "the expression gives something that is not a value",
                            "let it give text, a number, true or false, a list or a mapping");
        };
    }

    /** Whether a secret is anywhere in a value. */
    static boolean holdsSecret(Value value) {
        return switch (value) {
            case Value.Secret _ -> true;
            case Value.Items items -> items.items().stream().anyMatch(ValueBridge::holdsSecret);
            case Value.Fields fields ->
                    fields.fields().values().stream().anyMatch(ValueBridge::holdsSecret);
            case Value.Scalar _, Value.Nothing _ -> false;
        };
    }
}
