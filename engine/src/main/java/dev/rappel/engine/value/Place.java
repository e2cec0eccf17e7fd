package dev.rappel.engine.value;

import dev.rappel.engine.text.Span;

/**
 * Tells where a piece of an embedded text (an expression or a template inside a scalar) stands in
 * the file. Offsets are UTF-16 indices into the embedded text, {@code to} exclusive.
 */
@FunctionalInterface
public interface Place {
    Span span(int from, int to);

    /** The place of a text that stands in its file letter by letter. */
    static Place verbatim(Span whole) {
        return whole::part;
    }

    /** The place of a scalar's text, through its quotes, escapes and folded lines. */
    static Place of(Node.Scalar scalar) {
        return (from, to) -> Positions.within(scalar, from, to);
    }
}
