package dev.rappel.engine.value;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.Optional;

/**
 * Refuses what SnakeYAML's scanner cannot read in reasonable time. It looks ahead to the end of a
 * word or a line, and copies all that it has looked at with every further kilobyte: the work grows
 * with the square of the length, and one line of 15 million characters takes a minute.
 */
final class LongLines {
    /**
     * The sum of the squares of all lengths; a single line of a million characters takes under half
     * a second.
     */
    private static final double MOST_WORK = 1e12;

    private static final String JSON_ENDS = "\"',[]{} \t";
    private static final int SHOWN = 40;

    private LongLines() {}

    /**
     * The mistake, at the longest line, or in JSON at the longest word: it is often all one line.
     */
    static Optional<Diagnostic> in(Source source) {
        String text = source.text();
        boolean json = isJson(text);
        double work = 0;
        int longest = 0;
        int longestAt = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || ends(text.charAt(i), json)) {
                int length = i - start;
                work += (double) length * length;
                if (length > longest) {
                    longest = length;
                    longestAt = start;
                }
                start = i + 1;
            }
        }
        if (work <= MOST_WORK) {
            return Optional.empty();
        }
        // Only the beginning of the line is kept to be shown: a printer would measure all of it.
        int line = source.lineStart(source.line(longestAt));
        int end = Math.min(line + SHOWN, text.length());
        Span place = new Source(source.name(), text.substring(0, end)).span(line, end);
        return Optional.of(
                Diagnostic.error(
                                ValueCode.LONG_LINE,
                                "a line with %,d characters is too long".formatted(longest),
                                place)
                        .note("lines may have about a million characters")
                        .help(
                                "break it into several lines, or keep the value in a file of its own"));
    }

    private static boolean isJson(String text) {
        String begun = text.stripLeading();
        return begun.startsWith("{") || begun.startsWith("[");
    }

    private static boolean ends(char c, boolean json) {
        return c == '\n' || c == '\r' || (json && JSON_ENDS.indexOf(c) >= 0);
    }
}
