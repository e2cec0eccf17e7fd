package dev.rappel.engine.inventory;

import java.util.Optional;

/** A string as Python writes it: prefixes, four kinds of quotes, escapes. */
final class PythonString {
    /**
     * @param text its characters
     * @param bytes whether it is a byte string, which cannot be joined with others
     * @param end the offset behind it
     */
    record Found(String text, boolean bytes, int end) {}

    private final String text;
    private final boolean raw;
    private final boolean bytes;
    private final String quote;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private PythonString(String text, int body, boolean raw, boolean bytes, String quote) {
        this.text = text;
        this.at = body;
        this.raw = raw;
        this.bytes = bytes;
        this.quote = quote;
    }

    /** The string whose prefix or quote begins here; empty if Python would not read it. */
    static Optional<Found> at(String text, int begin) {
        boolean raw = false;
        boolean bytes = false;
        int at = begin;
        while (at < text.length() && "rRbBuU".indexOf(text.charAt(at)) >= 0) {
            raw |= text.charAt(at) == 'r' || text.charAt(at) == 'R';
            bytes |= text.charAt(at) == 'b' || text.charAt(at) == 'B';
            at++;
        }
        if (at == text.length()) {
            return Optional.empty();
        }
        String one = text.substring(at, at + 1);
        String quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
        return new PythonString(text, at + quote.length(), raw, bytes, quote).read();
    }

    private Optional<Found> read() {
        while (at < text.length()) {
            if (text.startsWith(quote, at)) {
                boolean whole =
                        out.chars().allMatch(c -> !bytes || c < 128)
                                && out.codePoints().noneMatch(PythonString::isSurrogate);
                return whole
                        ? Optional.of(new Found(out.toString(), bytes, at + quote.length()))
                        : Optional.empty();
            }
            char c = text.charAt(at++);
            if (c != '\\') {
                out.append(c);
            } else if (at == text.length()) {
                return Optional.empty();
            } else if (raw) {
                out.append(c).append(text.charAt(at++));
            } else if (!escape(text.charAt(at++))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private boolean escape(char c) {
        switch (c) {
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            case 'x' -> {
                return hex(2);
            }
            case 'u' -> {
                return bytes ? kept(c) : hex(4);
            }
            case 'U' -> {
                return bytes ? kept(c) : hex(8);
            }
            case 'N' -> {
                return bytes ? kept(c) : named();
            }
            default -> kept(c);
        }
        return true;
    }

    /** An escape that is none keeps its backslash. */
    private boolean kept(char c) {
        out.append('\\').append(c);
        return true;
    }

    private void octal() {
        int value = 0;
        int begin = at - 1;
        at = begin;
        while (at < text.length() && at < begin + 3 && "01234567".indexOf(text.charAt(at)) >= 0) {
            value = value * 8 + (text.charAt(at++) - '0');
        }
        out.append((char) value);
    }

    private boolean hex(int digits) {
        if (at + digits > text.length()) {
            return false;
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(at++);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                return false;
            }
            value = value * 16 + digit;
        }
        if (!Character.isValidCodePoint(value)) {
            return false;
        }
        out.appendCodePoint(value);
        return true;
    }

    private boolean named() {
        int end = text.indexOf('}', at);
        if (at == text.length() || text.charAt(at) != '{' || end < 0) {
            return false;
        }
        try {
            out.appendCodePoint(Character.codePointOf(text.substring(at + 1, end)));
        } catch (IllegalArgumentException e) {
            return false;
        }
        at = end + 1;
        return true;
    }
}
