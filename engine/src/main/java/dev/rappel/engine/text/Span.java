package dev.rappel.engine.text;

/**
 * A piece of a {@link Source}, from {@code start} up to but without {@code end}, both UTF-16
 * offsets. An empty span is a point between two characters.
 */
public record Span(Source source, int start, int end) {
    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException(
                    "span "
                            + start
                            + ".."
                            + end
                            + " outside of "
                            + source
                            + " ("
                            + source.text().length()
                            + ")");
        }
    }

    public int line() {
        return source.line(start);
    }

    public int column() {
        return source.column(start);
    }

    public String text() {
        return source.text().substring(start, end);
    }

    /** {@code file:line:column}, the form that terminals and editors turn into a link. */
    public String at() {
        return source.name() + ":" + line() + ":" + column();
    }

    /** A part of this span, by offsets from its own start; for positions inside a scalar. */
    public Span part(int from, int to) {
        return new Span(source, start + from, start + to);
    }

    @Override
    public String toString() {
        return at();
    }
}
