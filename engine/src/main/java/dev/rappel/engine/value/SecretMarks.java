package dev.rappel.engine.value;

import dev.rappel.engine.text.Source;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what is probably secret in a text that could not be parsed, so that the line shown with the
 * syntax error does not show it: what follows a {@code !secret} or a key that is called a password,
 * to the end of that line and in the lines below that are indented deeper. In a text that can be
 * parsed only the mark counts; here nothing else is known.
 */
final class SecretMarks {
    private static final Pattern MARK =
            Pattern.compile(
                    "!secret\\b[ \\t]*|[A-Za-z0-9_-]{0,40}(?:passw(?:or)?d|passphrase|_pass|secret|token)"
                            + "[A-Za-z0-9_-]{0,40}[\"']?[ \\t]{0,9}[:=][ \\t]*",
                    Pattern.CASE_INSENSITIVE);

    private SecretMarks() {}

    static void hide(Source source) {
        Matcher mark = MARK.matcher(source.text());
        int at = 0;
        while (at < source.text().length() && mark.find(at)) {
            int line = source.line(mark.start());
            int indent = indent(source.lineText(line));
            int end = source.lineStart(line) + source.lineText(line).length();
            source.hide(mark.end(), end);
            for (int next = line + 1; next <= source.lineCount(); next++) {
                String below = source.lineText(next);
                if (!below.isBlank() && indent(below) <= indent) {
                    break;
                }
                end = source.lineStart(next) + below.length();
                source.hide(source.lineStart(next), end);
            }
            at = Math.max(end, mark.end());
        }
    }

    /** Whether a line has something in it that {@link #hide} would hide. */
    static boolean isIn(String line) {
        return MARK.matcher(line).find();
    }

    private static int indent(String line) {
        int i = 0;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
