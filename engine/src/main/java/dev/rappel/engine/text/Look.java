package dev.rappel.engine.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the place where text is printed can show.
 *
 * @param colour whether it understands ANSI colours
 * @param charset what its bytes mean; characters that it lacks are printed by their numbers
 * @param width how many cells a line has
 */
public record Look(boolean colour, Charset charset, int width) {
    /** For files and tests: no colour, UTF-8, 100 cells. */
    public static final Look PLAIN = new Look(false, StandardCharsets.UTF_8, 100);

    /** What a piece of text is, which decides its colour; meaning never hangs on it alone. */
    public enum Ink {
        ERROR("1;31"),
        WARNING("1;33"),
        FRAME("1;34"),
        RELATED("34"),
        BOLD("1"),
        FAINT("2"),
        ADDED("32"),
        CHANGED("33"),
        REMOVED("31"),
        UNKNOWN("36");

        private final String sgr;

        Ink(String sgr) {
            this.sgr = sgr;
        }
    }

    private static final String ESCAPE = "\033[";

    public Look {
        width = Math.max(40, width);
    }

    public String paint(Ink ink, String text) {
        return colour && !text.isBlank() ? ESCAPE + ink.sgr + "m" + text + ESCAPE + "0m" : text;
    }

    public String ellipsis() {
        return canEncode("…") ? "…" : "...";
    }

    public boolean canEncode(String text) {
        if (text.length() == 1 && text.charAt(0) < 0x80) {
            // Every charset that a terminal speaks has ASCII, and most of a line is that.
            return true;
        }
        CharsetEncoder encoder = charset.newEncoder();
        return encoder.canEncode(text);
    }

    /** How many cells a text takes when it is printed as it is. */
    public static int cells(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                ? text.length()
                : Cells.width(text);
    }

    /**
     * The text without anything that would drive a terminal, change its direction or be lost: such
     * characters are named. Line breaks are kept.
     */
    public String safe(String text) {
        if (text.chars().allMatch(c -> (c >= 0x20 && c < 0x7f) || c == '\n')) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (c == '\n' || !(isNamed(c) || !canEncode(Character.toString(c)))) {
                        safe.appendCodePoint(c);
                    } else {
                        safe.append(named(c));
                    }
                });
        return safe.toString();
    }

    static boolean isNamed(int c) {
        return Characters.isControl(c)
                || (Character.getType(c) == Character.FORMAT && c != 0x200c && c != 0x200d)
                || c == 0x85
                || c == 0x2028
                || c == 0x2029
                || c == '\t'
                || c == '\r'
                || c == '\n';
    }

    static String named(int c) {
        return switch (c) {
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            default -> String.format(Locale.ROOT, "\\u{%04X}", c);
        };
    }
}
