package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;

/**
 * Where the parts of a text stand in the file that it came from: the text may have been unquoted or
 * unescaped since.
 */
@FunctionalInterface
public interface Places {
    /** The place of the characters from {@code from} up to but without {@code to}. */
    Span at(int from, int to);

    /** For a text that stands in the file as it is. */
    static Places of(Span span) {
        return span::part;
    }

    /** For a text that is a source of its own, such as a word of the command line. */
    static Places of(Source source) {
        return source::span;
    }

    /** For a text of which only the place as a whole is known. */
    static Places whole(Span span) {
        return (_, _) -> span;
    }
}
