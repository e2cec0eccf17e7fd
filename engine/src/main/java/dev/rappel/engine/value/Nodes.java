package dev.rappel.engine.value;

import dev.rappel.engine.text.Span;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Walks over nodes, and nodes made of values, so that both are decoded by the same code. */
public final class Nodes {
    private Nodes() {}

    /**
     * The same node with each scalar replaced; how an argument's templates are filled in before it
     * is decoded.
     */
    public static Node replace(Node node, Function<Node.Scalar, Node> by) {
        return switch (node) {
            case Node.Scalar scalar -> by.apply(scalar);
            case Node.Sequence(List<Node> items, Span span) ->
                    new Node.Sequence(items.stream().map(i -> replace(i, by)).toList(), span);
            case Node.Mapping(List<Node.Entry> entries, Span span) ->
                    new Node.Mapping(
                            entries.stream()
                                    .map(e -> new Node.Entry(e.key(), replace(e.value(), by)))
                                    .toList(),
                            span);
        };
    }

    /** All scalars in a node that are values, in the order of the file. */
    public static Stream<Node.Scalar> scalars(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> Stream.of(scalar);
            case Node.Sequence(List<Node> items, _) -> items.stream().flatMap(Nodes::scalars);
            case Node.Mapping(List<Node.Entry> entries, _) ->
                    entries.stream().flatMap(e -> scalars(e.value()));
        };
    }

    /** A node for a value that was computed, at the place that the computation stands at. */
    public static Node of(Value value, Span at) {
        return of(value, false, at);
    }

    private static Node of(Value value, boolean secret, Span at) {
        return switch (value) {
            case Value.Secret hidden -> of(hidden.reveal(), true, at);
            case Value.Nothing _ -> new Node.Scalar("null", Node.Style.PLAIN, secret, true, at);
            case Value.Text(String text) -> text(text, secret, at);
            case Value.Whole(_, String written) -> plain(written, secret, at);
            case Value.Decimal(_, String written) -> plain(written, secret, at);
            case Value.Bool(_, String written) -> plain(written, secret, at);
            case Value.Time(_, String written) -> text(written, secret, at);
            case Version version -> text(version.written(), secret, at);
            case Size size -> text(size.written(), secret, at);
            case FileMode mode -> text(mode.written(), secret, at);
            case Value.Items(List<Value> items) ->
                    new Node.Sequence(items.stream().map(i -> of(i, secret, at)).toList(), at);
            case Value.Fields fields ->
                    new Node.Mapping(
                            fields.fields().entrySet().stream()
                                    .map(e -> entry(e, secret, at))
                                    .toList(),
                            at);
        };
    }

    private static Node.Entry entry(Map.Entry<String, Value> e, boolean secret, Span at) {
        return new Node.Entry(
                new Node.Scalar(e.getKey(), Node.Style.SINGLE_QUOTED, false, true, at),
                of(e.getValue(), secret, at));
    }

    private static Node text(String text, boolean secret, Span at) {
        return new Node.Scalar(text, Node.Style.SINGLE_QUOTED, secret, true, at);
    }

    private static Node plain(String written, boolean secret, Span at) {
        return new Node.Scalar(written, Node.Style.PLAIN, secret, true, at);
    }
}
