package dev.rappel.engine.value;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * What a record declares of the mapping that it is decoded from: the one place where names, types,
 * defaults, documentation and examples of arguments stand. The decoder, the messages, the manual
 * and the JSON Schema all read it here.
 *
 * <p>Components may be {@code String}, {@code int}, {@code long}, {@code double}, {@code boolean},
 * {@link Version}, {@link java.time.Duration}, {@link Size}, {@link FileMode}, {@link
 * java.nio.file.Path}, {@link Value} (anything), {@link Value.Secret}, enums, records, and {@code
 * Optional}, {@code List} and {@code Map<String, …>} of these. {@code retryDelay} is written {@code
 * retry_delay}. A component is required unless it is Optional or has a {@link Default}. Those of a
 * record that is {@link Included} stand beside the others.
 *
 * <p>A record's compact constructor may refuse values with an {@link IllegalArgumentException}; its
 * message is shown to the user as the reason.
 */
public final class RecordSchema<R extends Record> {
    /**
     * One argument.
     *
     * @param name as it is written in a playbook
     * @param type what it takes
     * @param required whether it must be given
     * @param defaultText the value when it is left out, as it would be written; empty if there is
     *     none
     * @param doc a sentence on what it is for
     * @param example as it would be written; empty if there is none
     * @param variable which variable gives the value when it is left out; empty if none does
     */
    public record Component(
            String name,
            Type type,
            boolean required,
            Optional<String> defaultText,
            String doc,
            Optional<String> example,
            Optional<String> variable) {}

    /** What a component of the record is made of. */
    private sealed interface Part {
        record Own(String name) implements Part {}

        record Whole(RecordSchema<?> schema) implements Part {}
    }

    private final Class<R> record;
    private final Constructor<R> constructor;
    private final List<Part> parts = new ArrayList<>();
    private final SequencedMap<String, RecordComponent> declared = new LinkedHashMap<>();
    private final SequencedMap<String, Component> components = new LinkedHashMap<>();
    private final SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    private final List<OnlyOne> onlyOnes;

    private RecordSchema(Class<R> record) {
        this.record = record;
        List<OnlyOne> choices =
                new ArrayList<>(List.of(record.getAnnotationsByType(OnlyOne.class)));
        for (RecordComponent part : record.getRecordComponents()) {
            if (part.isAnnotationPresent(Included.class)) {
                RecordSchema<?> whole = of(part.getType().asSubclass(Record.class));
                parts.add(new Part.Whole(whole));
                shapes.putAll(whole.shapes);
                components.putAll(whole.components);
                declared.putAll(whole.declared);
                choices.addAll(whole.onlyOnes);
            } else {
                String name = snake(part.getName());
                Shape shape = Shape.of(part.getGenericType());
                parts.add(new Part.Own(name));
                shapes.put(name, shape);
                components.put(name, component(name, shape, part));
                declared.put(name, part);
            }
        }
        onlyOnes = List.copyOf(choices);
        try {
            constructor =
                    record.getDeclaredConstructor(
                            Arrays.stream(record.getRecordComponents())
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(record + " has no canonical constructor", e);
        }
        checkDefaults();
    }

    /** Declares a record; a wrong declaration is a mistake of ours and throws at once. */
    public static <R extends Record> RecordSchema<R> of(Class<R> record) {
        return new RecordSchema<>(record);
    }

    private static Component component(String name, Shape shape, RecordComponent part) {
        Optional<String> byDefault =
                Optional.ofNullable(part.getAnnotation(Default.class)).map(Default::value);
        return new Component(
                name,
                shape.type(),
                byDefault.isEmpty() && !(shape instanceof Shape.Maybe),
                byDefault,
                Optional.ofNullable(part.getAnnotation(Doc.class)).map(Doc::value).orElse(""),
                Optional.ofNullable(part.getAnnotation(Example.class)).map(Example::value),
                Optional.ofNullable(part.getAnnotation(FromVariable.class))
                        .map(FromVariable::value));
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private void checkDefaults() {
        for (Component component : components.values()) {
            for (Optional<String> text : List.of(component.defaultText, component.example)) {
                Problems problems = new Problems();
                if (text.isPresent() && written(component, text.get(), problems).isEmpty()) {
                    throw new IllegalArgumentException(
                            record.getName()
                                    + ": `"
                                    + text.get()
                                    + "` is no value for "
                                    + component.name
                                    + ": "
                                    + problems.sorted());
                }
            }
        }
    }

    private Optional<Value> written(Component component, String text, Problems problems) {
        Source source = new Source("default of " + component.name, text);
        return YamlReader.read(source, YamlReader.Dialect.VARIABLES, problems)
                .flatMap(n -> new Decoder(problems, s -> false).decode(n, shape(component.name)));
    }

    Value defaultValue(Component component) {
        return component
                .defaultText
                .flatMap(text -> written(component, text, new Problems()))
                .orElseGet(Value.Nothing::new);
    }

    /** The arguments in the order of their declaration. */
    public List<Component> components() {
        return List.copyOf(components.values());
    }

    public Optional<Component> component(String name) {
        return Optional.ofNullable(components.get(name));
    }

    /** Where an argument is declared, for whoever knows more annotations. */
    public RecordComponent declared(Component component) {
        return Objects.requireNonNull(declared.get(component.name));
    }

    /** The sentence on the record itself; empty where there is none. */
    public String doc() {
        return Optional.ofNullable(record.getAnnotation(Doc.class)).map(Doc::value).orElse("");
    }

    public Class<R> record() {
        return record;
    }

    /** This record as a type that expressions and other records can refer to. */
    public Type.Fields type() {
        SequencedMap<String, Type> fields = new LinkedHashMap<>();
        components.values().forEach(c -> fields.put(c.name, c.type));
        return new Type.Fields(fields, false);
    }

    List<OnlyOne> onlyOnes() {
        return onlyOnes;
    }

    Shape shape(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no argument " + name);
        }
        return shape;
    }

    /** Decodes a mapping of which everything is known; empty when there is a problem in it. */
    public Optional<R> decode(Node node, Problems problems) {
        return bind(node, s -> false, problems).flatMap(a -> a.record(problems));
    }

    /**
     * Checks a mapping of which some scalars are known later, because they are templates: names,
     * what is required, and every value that is known now. Empty when there is a problem in it.
     */
    public Optional<Arguments<R>> bind(Node node, Predicate<Node.Scalar> later, Problems problems) {
        Problems own = new Problems();
        Decoder decoder = new Decoder(own, later);
        Optional<Value> value = decoder.decode(node, new Shape.Nested(this));
        problems.addAll(own);
        return own.hasErrors() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Arguments<>(this, node, decoder.deferred()));
    }

    R construct(Value.Fields fields) {
        List<Object> arguments = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Own(String name) -> {
                    Value value = fields.fields().get(name);
                    arguments.add(shape(name).java(value == null ? new Value.Nothing() : value));
                }
                case Part.Whole(RecordSchema<?> whole) -> arguments.add(whole.construct(fields));
            }
        }
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(record + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record + " cannot be made", e);
        }
    }
}
