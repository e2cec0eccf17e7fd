package dev.rappel.engine.value;

import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** How a node is decoded, and what Java object the value then becomes. */
sealed interface Shape {
    Type type();

    /** The Java object for a value that was decoded by this shape. */
    Object java(Value value);

    /** One value of a type, without structure that is known here. */
    record One(Type type, Class<?> as) implements Shape {
        @Override
        public Object java(Value value) {
            Value open = value instanceof Value.Secret secret ? secret.reveal() : value;
            if (as == Value.class || as == Value.Secret.class) {
                return value;
            } else if (as.isEnum()) {
                return constant(as, ((Value.Scalar) open).written());
            } else if (as == Path.class) {
                return Path.of(((Value.Scalar) open).written());
            }
            return switch (open) {
                case Value.Whole(long number, _) ->
                        as == int.class || as == Integer.class
                                ? (Object) (int) number
                                : (Object) number;
                case Value.Decimal(double number, _) -> number;
                case Value.Bool(boolean truth, _) -> truth;
                case Value.Time(Duration duration, _) -> duration;
                case Value.Text(String text) -> text;
                default -> open;
            };
        }
    }

    record Many(Shape of) implements Shape {
        @Override
        public Type type() {
            return new Type.Items(of.type());
        }

        @Override
        public Object java(Value value) {
            return ((Value.Items) value).items().stream().map(of::java).toList();
        }
    }

    record Named(Shape of) implements Shape {
        @Override
        public Type type() {
            return new Type.Table(of.type());
        }

        @Override
        public Object java(Value value) {
            SequencedMap<String, Object> map = new LinkedHashMap<>();
            ((Value.Fields) value).fields().forEach((k, v) -> map.put(k, of.java(v)));
            return java.util.Collections.unmodifiableSequencedMap(map);
        }
    }

    /** May be left out. */
    record Maybe(Shape of) implements Shape {
        @Override
        public Type type() {
            return of.type();
        }

        @Override
        public Object java(Value value) {
            return value instanceof Value.Nothing ? Optional.empty() : Optional.of(of.java(value));
        }
    }

    record Nested(RecordSchema<?> schema) implements Shape {
        @Override
        public Type type() {
            return schema.type();
        }

        @Override
        public Object java(Value value) {
            return schema.construct((Value.Fields) value);
        }
    }

    private static Object constant(Class<?> as, String word) {
        return Arrays.stream(as.getEnumConstants())
                .filter(c -> word(c).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    /** {@code NEVER_AGAIN} is written {@code never-again}. */
    static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Shape of(java.lang.reflect.Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return new Maybe(of(arguments[0]));
            } else if (raw == List.class) {
                return new Many(of(arguments[0]));
            } else if (Map.class.isAssignableFrom(raw) && arguments[0] == String.class) {
                return new Named(of(arguments[1]));
            }
        } else if (type instanceof Class<?> simple) {
            if (simple.isEnum()) {
                return new One(
                        new Type.Choice(
                                Arrays.stream(simple.getEnumConstants()).map(Shape::word).toList()),
                        simple);
            }
            Optional<Type> known = Optional.ofNullable(SIMPLE.get(simple));
            if (known.isPresent()) {
                return new One(known.get(), simple);
            } else if (simple.isRecord()) {
                return new Nested(RecordSchema.of(simple.asSubclass(Record.class)));
            }
        }
        throw new IllegalArgumentException("no argument can be a " + type.getTypeName());
    }

    Map<Class<?>, Type> SIMPLE =
            Map.ofEntries(
                    Map.entry(String.class, Type.Simple.TEXT),
                    Map.entry(int.class, Type.Simple.WHOLE),
                    Map.entry(Integer.class, Type.Simple.WHOLE),
                    Map.entry(long.class, Type.Simple.WHOLE),
                    Map.entry(Long.class, Type.Simple.WHOLE),
                    Map.entry(double.class, Type.Simple.DECIMAL),
                    Map.entry(Double.class, Type.Simple.DECIMAL),
                    Map.entry(boolean.class, Type.Simple.BOOL),
                    Map.entry(Boolean.class, Type.Simple.BOOL),
                    Map.entry(Version.class, Type.Simple.VERSION),
                    Map.entry(Duration.class, Type.Simple.DURATION),
                    Map.entry(Size.class, Type.Simple.SIZE),
                    Map.entry(FileMode.class, Type.Simple.MODE),
                    Map.entry(Path.class, Type.Simple.PATH),
                    Map.entry(Value.class, Type.Simple.ANY),
                    Map.entry(Value.Secret.class, new Type.Secret(Type.Simple.TEXT)));

    /** The shape of a type that no Java record stands behind. */
    static Shape of(Type type) {
        return new One(type, Value.class);
    }
}
