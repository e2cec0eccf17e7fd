package dev.rappel.engine.value;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * Decodes nodes by the type that is expected, and says with its place what does not fit.
 *
 * <p>Scalars that are known later (templates) are not looked at; they are listed, each with the
 * type that is expected of it, and their place is taken by {@link Value.Nothing}.
 */
public final class Decoder {
    private final Problems problems;
    private final Predicate<Node.Scalar> later;
    private final List<Arguments.Deferred> deferred = new ArrayList<>();

    Decoder(Problems problems, Predicate<Node.Scalar> later) {
        this.problems = problems;
        this.later = later;
    }

    /** Decodes a node of which everything is known; empty when there is a problem in it. */
    public static Optional<Value> decode(Node node, Type type, Problems problems) {
        Problems own = new Problems();
        Optional<Value> value = new Decoder(own, s -> false).decode(node, Shape.of(type));
        problems.addAll(own);
        return own.hasErrors() ? Optional.empty() : value;
    }

    List<Arguments.Deferred> deferred() {
        return deferred;
    }

    Optional<Value> decode(Node node, Shape shape) {
        return decode(node, shape, "");
    }

    private Optional<Value> decode(Node node, Shape shape, String path) {
        if (node instanceof Node.Scalar scalar && later.test(scalar)) {
            deferred.add(new Arguments.Deferred(path, scalar, shape.type()));
            return Optional.of(new Value.Nothing());
        }
        return switch (shape) {
            case Shape.One(Type type, Class<?> as) -> byType(node, type, as, path);
            case Shape.Maybe(Shape of) -> isNothing(node) ? nothing() : decode(node, of, path);
            case Shape.Many(Shape of) -> items(node, of, path);
            case Shape.Named(Shape of) -> table(node, of, path);
            case Shape.Nested(RecordSchema<?> schema) -> fields(node, schema, path);
        };
    }

    private static Optional<Value> nothing() {
        return Optional.of(new Value.Nothing());
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar
                && scalar.style() == Node.Style.PLAIN
                && ScalarRules.isNothing(scalar.text());
    }

    private Optional<Value> byType(Node node, Type type, Class<?> as, String path) {
        if (node instanceof Node.Scalar scalar) {
            return scalar(scalar, type, as);
        }
        return switch (type) {
            case Type.Items(Type of) -> items(node, Shape.of(of), path);
            case Type.Table(Type of) -> table(node, Shape.of(of), path);
            case Type.Fields fields -> fields(node, fields, path);
            case Type.Secret(Type of) -> byType(node, of, as, path).map(Value.Secret::new);
            case Type.Simple.ANY -> any(node, path);
            case Type.Simple _, Type.Choice _ -> wrongKind(node, type);
        };
    }

    /** Anything goes, but templates inside are still to be known later. */
    private Optional<Value> any(Node node, String path) {
        return switch (node) {
            case Node.Sequence _ -> items(node, Shape.of(Type.Simple.ANY), path);
            case Node.Mapping _ -> table(node, Shape.of(Type.Simple.ANY), path);
            case Node.Scalar scalar -> Optional.of(Values.fromScalar(scalar));
        };
    }

    private Optional<Value> scalar(Node.Scalar scalar, Type type, Class<?> as) {
        switch (Conversion.of(scalar, type)) {
            case Conversion.Wrong(var code, var title, var label, var help) -> {
                Diagnostic wrong = Diagnostic.error(code, title, scalar.span()).label(label);
                for (String line : help) {
                    wrong = wrong.help(line);
                }
                problems.add(wrong);
                return Optional.empty();
            }
            case Conversion.Done(Value value) -> {
                if ((as == int.class || as == Integer.class)
                        && value instanceof Value.Whole(long number, _)
                        && number != (int) number) {
                    problems.add(
                            Diagnostic.error(
                                            ValueCode.OUT_OF_RANGE,
                                            (scalar.secret() ? "the number" : scalar.text())
                                                    + " is out of range",
                                            scalar.span())
                                    .note("from -2147483648 to 2147483647"));
                    return Optional.empty();
                }
                return Optional.of(
                        scalar.secret() && !(value instanceof Value.Secret)
                                ? new Value.Secret(value)
                                : value);
            }
        }
    }

    private Optional<Value> wrongKind(Node node, Type type) {
        String found =
                switch (node) {
                    case Node.Scalar scalar -> Values.describe(Values.fromScalar(scalar));
                    case Node.Sequence _ -> "a list";
                    case Node.Mapping _ -> "a mapping";
                };
        Diagnostic wrong =
                Diagnostic.error(
                                ValueCode.WRONG_TYPE,
                                "expected " + Types.name(type) + ", found " + found,
                                node.span())
                        .label("this is " + found);
        problems.add(Types.example(type).map(e -> wrong.help("write it like " + e)).orElse(wrong));
        return Optional.empty();
    }

    private Optional<Value> unexpectedScalar(Node.Scalar scalar, Type type) {
        return scalar(scalar, type, Value.class);
    }

    private Optional<Value> items(Node node, Shape of, String path) {
        Type type = new Type.Items(of.type());
        if (node instanceof Node.Scalar scalar) {
            return unexpectedScalar(scalar, type);
        }
        if (!(node instanceof Node.Sequence sequence)) {
            return wrongKind(node, type);
        }
        List<Value> values = new ArrayList<>();
        int index = 0;
        for (Node item : sequence.items()) {
            decode(item, of, path + "[" + index++ + "]").ifPresent(values::add);
        }
        return Optional.of(new Value.Items(values));
    }

    private Optional<Value> table(Node node, Shape of, String path) {
        Type type = new Type.Table(of.type());
        if (node instanceof Node.Scalar scalar) {
            return unexpectedScalar(scalar, type);
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return wrongKind(node, type);
        }
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            decode(entry.value(), of, at(path, key)).ifPresent(v -> fields.put(key, v));
        }
        return Optional.of(new Value.Fields(fields));
    }

    private static String at(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Optional<Value> fields(Node node, Type.Fields type, String path) {
        if (node instanceof Node.Scalar scalar) {
            return unexpectedScalar(scalar, type);
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return wrongKind(node, type);
        }
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            Type expected = type.fields().get(key);
            if (expected == null && !type.open()) {
                unknownKey(entry.key(), List.copyOf(type.fields().keySet()));
            } else {
                Shape shape = Shape.of(expected == null ? Type.Simple.ANY : expected);
                decode(entry.value(), shape, at(path, key)).ifPresent(v -> fields.put(key, v));
            }
        }
        type.fields()
                .forEach((name, expected) -> {
                    if (mapping.entry(name).isEmpty()) {
                        missing(mapping, name, expected, "");
                    }
                });
        return Optional.of(new Value.Fields(fields));
    }

    private Optional<Value> fields(Node node, RecordSchema<?> schema, String path) {
        if (node instanceof Node.Scalar scalar) {
            // `module:` with nothing after it leaves all arguments out.
            if (!isNothing(node)) {
                return unexpectedScalar(scalar, schema.type());
            }
            return fields(new Node.Mapping(List.of(), node.span()), schema, path);
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return wrongKind(node, schema.type());
        }
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (schema.component(key).isEmpty()) {
                unknownKey(
                        entry.key(),
                        schema.components().stream().map(RecordSchema.Component::name).toList());
            } else {
                decode(entry.value(), schema.shape(key), at(path, key))
                        .ifPresent(v -> fields.put(key, v));
            }
        }
        for (RecordSchema.Component component : schema.components()) {
            if (mapping.entry(component.name()).isEmpty()) {
                if (component.required()) {
                    missing(mapping, component.name(), component.type(), component.doc());
                } else {
                    fields.put(component.name(), schema.defaultValue(component));
                }
            }
        }
        schema.onlyOnes().forEach(rule -> onlyOne(mapping, rule));
        return Optional.of(new Value.Fields(fields));
    }

    private void unknownKey(Node.Scalar key, List<String> known) {
        Diagnostic unknown =
                Diagnostic.error(
                                ValueCode.UNKNOWN_KEY,
                                "unknown key `" + Values.shorten(key.text()) + "`",
                                key.span())
                        .label("not known here");
        Optional<String> guess = DidYouMean.question(key.text(), known);
        if (guess.isPresent()) {
            unknown = unknown.help(guess.get());
        }
        problems.add(
                known.isEmpty()
                        ? unknown.note("nothing can be given here")
                        : unknown.note("known are " + listed(known)));
    }

    private void missing(Node.Mapping mapping, String name, Type type, String doc) {
        Diagnostic missing =
                Diagnostic.error(ValueCode.MISSING_KEY, "`" + name + "` is missing", mapping.span())
                        .label("`" + name + "` must be given here: " + Types.name(type));
        problems.add(doc.isEmpty() ? missing : missing.note("`" + name + "`: " + doc));
    }

    private void onlyOne(Node.Mapping mapping, OnlyOne rule) {
        List<String> names = Arrays.asList(rule.value());
        List<Node.Entry> given =
                mapping.entries().stream().filter(e -> names.contains(e.key().text())).toList();
        if (given.size() > 1) {
            problems.add(
                    Diagnostic.error(
                                    ValueCode.NOT_TOGETHER,
                                    listed(given.stream().map(e -> e.key().text()).toList())
                                            + " cannot be given together",
                                    given.get(1).key().span())
                            .related(given.get(0).key().span(), "the other one"));
        } else if (given.isEmpty() && rule.required()) {
            problems.add(
                    Diagnostic.error(
                                    ValueCode.MISSING_KEY,
                                    "one of " + listed(names) + " is missing",
                                    mapping.span())
                            .label("one of them must be given here"));
        }
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.stream().map(n -> "`" + n + "`").toList());
    }
}
