package dev.rappel.engine.value;

import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place in the file of a part of a scalar's text, for mistakes inside of expressions and
 * templates.
 *
 * <p>The scalar is read again from the file while the place of each character is noted. When that
 * reading does not give the very text of the scalar (a computed value, an escape or a folding that
 * is not known here), the whole scalar is the place: never a wrong one.
 */
public final class Positions {
    private Positions() {}

    /**
     * The place of the characters from {@code from} up to but without {@code to}, UTF-16 offsets
     * into {@link Node.Scalar#text}; offsets outside of the text count as its ends.
     */
    public static Span within(Node.Scalar scalar, int from, int to) {
        int[] places = places(scalar);
        if (places == null) {
            return scalar.span();
        }
        int length = scalar.text().length();
        int start = Math.clamp(from, 0, length);
        int end = Math.clamp(to, start, length);
        int first = places[start];
        // One past the last character itself, not up to the next one: a fold may lie between.
        int last = end > start ? Math.max(places[end - 1] + 1, first) : first;
        if (end > start && places[end] > last && !isBlank(scalar, last, places[end])) {
            last = places[end];
        }
        return scalar.span().source().span(first, last);
    }

    private static boolean isBlank(Node.Scalar scalar, int from, int to) {
        return scalar.span().source().text().substring(from, to).isBlank();
    }

    /** The offset in the file of each character of the text and of its end. */
    private static int @Nullable [] places(Node.Scalar scalar) {
        Source source = scalar.span().source();
        int start = scalar.span().start();
        int end = scalar.span().end();
        Reading reading = new Reading(source.text(), scalar.text().length());
        switch (scalar.style()) {
            case PLAIN -> reading.flow(start, end, '\0');
            case SINGLE_QUOTED, DOUBLE_QUOTED -> {
                char quote = scalar.style() == Node.Style.SINGLE_QUOTED ? '\'' : '"';
                if (end - start < 2 || source.text().charAt(start) != quote) {
                    // Text by its tag, or a value that was computed.
                    reading.flow(start, end, '\0');
                } else {
                    reading.flow(start + 1, end - 1, quote);
                }
            }
            case LITERAL, FOLDED -> {
                boolean folded = scalar.style() == Node.Style.FOLDED;
                reading.block(source, start, end, folded, scalar.text());
            }
        }
        return reading.finish(scalar.text());
    }

    /** Reads a scalar's characters again, and where each of them stands. */
    private static final class Reading {
        private final String file;
        private final StringBuilder text = new StringBuilder();
        private int[] places;

        Reading(String file, int length) {
            this.file = file;
            this.places = new int[length + 1];
        }

        private void put(char c, int place) {
            if (text.length() < places.length) {
                places[text.length()] = place;
            }
            text.append(c);
        }

        private int end;

        int @Nullable [] finish(String expected) {
            if (!text.toString().equals(expected)) {
                return null;
            }
            places[expected.length()] = end;
            return places;
        }

        /** Plain and quoted scalars: line breaks with the blanks around them are folded. */
        void flow(int from, int to, char quote) {
            int i = from;
            while (i < to) {
                char c = file.charAt(i);
                if (quote == '\'' && c == '\'') {
                    put('\'', i);
                    i += 2;
                } else if (quote == '"' && c == '\\') {
                    i = escape(i, to);
                } else if (isBlankOrBreak(c)) {
                    i = gap(i, to);
                } else {
                    put(c, i);
                    i++;
                }
            }
            end = to;
        }

        private int gap(int from, int to) {
            int i = from;
            int breaks = 0;
            while (i < to && isBlankOrBreak(file.charAt(i))) {
                boolean pair = file.startsWith("\r\n", i);
                breaks += file.charAt(i) == '\n' || file.charAt(i) == '\r' ? 1 : 0;
                i += pair ? 2 : 1;
            }
            if (breaks == 0) {
                for (int j = from; j < i; j++) {
                    put(file.charAt(j), j);
                }
            } else if (breaks == 1) {
                put(' ', from);
            } else {
                for (int j = 1; j < breaks; j++) {
                    put('\n', from);
                }
            }
            return i;
        }

        private int escape(int at, int to) {
            if (at + 1 >= to) {
                return to;
            }
            char c = file.charAt(at + 1);
            int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
            if (digits > 0 && at + 2 + digits <= to) {
                int point = hex(file.substring(at + 2, at + 2 + digits));
                if (Character.isValidCodePoint(point)) {
                    for (char half : Character.toChars(point)) {
                        put(half, at);
                    }
                }
                return at + 2 + digits;
            }
            if (c == '\n' || c == '\r') {
                int i = at + (file.startsWith("\r\n", at + 1) ? 3 : 2);
                while (i < to && isBlankOrBreak(file.charAt(i))) {
                    i++;
                }
                return i;
            }
            int known = "0abtnvfre\"\\/ \tN_LP".indexOf(c);
            if (known >= 0) {
                put("\0\7\b\t\n\13\f\r\33\"\\/ \t\u0085\u00a0\u2028\u2029".charAt(known), at);
            }
            return at + 2;
        }

        private static int hex(String digits) {
            try {
                return Integer.parseUnsignedInt(digits, 16);
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        /** Literal and folded scalars: each line without the indentation of the first. */
        void block(Source source, int start, int to, boolean folded, String expected) {
            int first = source.line(start) + 1;
            int last = source.line(Math.max(start, to));
            int indent = -1;
            for (int line = first; line <= last && indent < 0; line++) {
                String content = source.lineText(line);
                indent =
                        content.isBlank() ? -1 : content.length() - content.stripLeading().length();
            }
            indent = Math.max(0, indent);
            for (int line = first; line <= last; line++) {
                String content = source.lineText(line);
                int begin = source.lineStart(line);
                for (int i = indent; i < content.length(); i++) {
                    put(content.charAt(i), begin + i);
                }
                int next = text.length();
                if (next < expected.length()) {
                    // A fold turns the break into a blank; what is true is read off the text.
                    char shown = expected.charAt(next);
                    boolean fold = folded && shown == ' ';
                    if (fold || shown == '\n') {
                        put(shown, begin + content.length());
                    }
                }
            }
            end = to;
            while (text.length() < expected.length() && expected.charAt(text.length()) == '\n') {
                put('\n', to);
            }
        }

        private static boolean isBlankOrBreak(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r';
        }
    }
}
