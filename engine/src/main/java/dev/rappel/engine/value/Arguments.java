package dev.rappel.engine.value;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Arguments that were checked as far as they are known: names, and the types of all values that are
 * not templates. What is deferred is known once its templates are filled in.
 *
 * @param schema what they were checked against
 * @param node as they stand in the file
 * @param deferred the scalars that are known later, with the type that each must have then
 */
public record Arguments<R extends Record>(
        RecordSchema<R> schema, Node node, List<Deferred> deferred) {
    /**
     * A scalar whose value is known later.
     *
     * @param path the argument's name, and names and positions within it: {@code env.PATH}, {@code
     *     hosts[2]}
     * @param type the type that is expected of the whole of it
     */
    public record Deferred(String path, Node.Scalar scalar, Type type) {}

    public Arguments {
        deferred = List.copyOf(deferred);
    }

    /** Whether nothing is left to wait for. */
    public boolean isKnown() {
        return deferred.isEmpty();
    }

    /**
     * The record, after each deferred scalar was replaced by what it came to; make that node with
     * {@link Nodes#of}. Empty when a value that is known now does not fit, which is then a problem
     * at the place of its template.
     */
    public Optional<R> complete(Function<Node.Scalar, Node> rendered, Problems problems) {
        List<Node.Scalar> open = deferred.stream().map(Deferred::scalar).toList();
        Node full = Nodes.replace(node, s -> containsSame(open, s) ? rendered.apply(s) : s);
        return new Arguments<>(schema, full, List.of()).record(problems);
    }

    private static boolean containsSame(List<Node.Scalar> list, Node.Scalar scalar) {
        return list.stream().anyMatch(s -> s.equals(scalar));
    }

    /** The record of arguments that are all known. */
    Optional<R> record(Problems problems) {
        Problems own = new Problems();
        Optional<Value> value = new Decoder(own, s -> false).decode(node, new Shape.Nested(schema));
        problems.addAll(own);
        if (own.hasErrors() || !(value.orElse(null) instanceof Value.Fields fields)) {
            return Optional.empty();
        }
        try {
            return Optional.of(schema.construct(fields));
        } catch (IllegalArgumentException e) {
            String reason = e.getMessage();
            problems.add(
                    Diagnostic.error(
                            ValueCode.OUT_OF_RANGE,
                            reason == null ? "these values do not go together" : reason,
                            node.span()));
            return Optional.empty();
        }
    }

    /** The texts of all secrets in here, to be masked wherever text is shown. */
    public List<String> secrets() {
        return Nodes.scalars(node).filter(Node.Scalar::secret).map(Node.Scalar::text).toList();
    }
}
