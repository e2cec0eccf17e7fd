package dev.rappel.engine.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * One word or sign of an expression. We cut the text ourselves, besides CEL, for two things that
 * CEL does not tell: where a construct ends, and which habits of other languages are in it. It
 * never fails; what it does not know is a sign.
 *
 * @param from UTF-16 offset of its first character
 * @param to UTF-16 offset after its last
 * @param closed false for a text without its closing quote
 */
record Token(Kind kind, String text, int from, int to, boolean closed) {
    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SIGN
    }

    private static final List<String> PAIRS =
            List.of("===", "==", "!=", "<=", ">=", "&&", "||", "<>", "{{", "}}", "{%", "%}", "**");

    boolean is(String sign) {
        return kind != Kind.TEXT && text.equals(sign);
    }

    static List<Token> all(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            if (c == '/' && text.startsWith("//", at)) {
                at = endOfLine(text, at);
                continue;
            }
            Token token = next(text, at);
            tokens.add(token);
            at = token.to;
        }
        return tokens;
    }

    private static Token next(String text, int at) {
        char c = text.charAt(at);
        int quote = quoteAt(text, at);
        if (quote >= 0) {
            return quoted(text, at, quote);
        }
        if (isWordStart(c)) {
            int end = at + 1;
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
            return of(Kind.WORD, text, at, end);
        }
        if (isDigit(c)) {
            int end = at + 1;
            while (end < text.length() && isNumberPart(text, end)) {
                end++;
            }
            return of(Kind.NUMBER, text, at, end);
        }
        for (String pair : PAIRS) {
            if (text.startsWith(pair, at)) {
                return of(Kind.SIGN, text, at, at + pair.length());
            }
        }
        return of(Kind.SIGN, text, at, at + Character.charCount(text.codePointAt(at)));
    }

    private static Token of(Kind kind, String text, int from, int to) {
        return new Token(kind, text.substring(from, to), from, to, true);
    }

    /** The offset of the opening quote of a text that begins here, with or without a prefix. */
    private static int quoteAt(String text, int at) {
        int quote = at;
        while (quote < text.length() && quote < at + 2 && "rRbB".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        boolean found =
                quote < text.length() && (text.charAt(quote) == '\'' || text.charAt(quote) == '"');
        return found ? quote : -1;
    }

    private static Token quoted(String text, int from, int quote) {
        String one = text.substring(quote, quote + 1);
        boolean triple = text.startsWith(one.repeat(3), quote);
        String end = triple ? one.repeat(3) : one;
        boolean raw = text.substring(from, quote).toLowerCase(java.util.Locale.ROOT).contains("r");
        int at = quote + end.length();
        while (at < text.length()) {
            if (text.startsWith(end, at)) {
                return of(Kind.TEXT, text, from, at + end.length());
            }
            if (!triple && text.charAt(at) == '\n') {
                break;
            }
            at += text.charAt(at) == '\\' && !raw ? 2 : 1;
        }
        int stop = Math.min(at, text.length());
        return new Token(Kind.TEXT, text.substring(from, stop), from, stop, false);
    }

    private static boolean isWordStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNumberPart(String text, int at) {
        char c = text.charAt(at);
        if (isWordPart(c)) {
            return true;
        }
        boolean digitFollows = at + 1 < text.length() && isDigit(text.charAt(at + 1));
        char before = text.charAt(at - 1);
        return (c == '.' && digitFollows)
                || ((c == '+' || c == '-') && (before == 'e' || before == 'E') && digitFollows);
    }

    private static int endOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }
}
