package dev.rappel.modules.etcd.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of a unit into words by systemd's rules for quotes, escapes and continued lines.
 */
final class Words {
    private final String text;
    private final int end;
    private int at;

    private Words(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    static List<Word> of(String text, int start, int end) {
        Words words = new Words(text, start, end);
        List<Word> found = new ArrayList<>();
        while (words.toNext()) {
            found.add(words.word());
        }
        return found;
    }

    /** A word that systemd reads as this value; specifiers in it keep their meaning. */
    static String quoted(String value) {
        if (value.matches("[A-Za-z0-9_./:,=@%+\\[\\]{}$*-]+")) {
            return value;
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** The same, for a value that holds no specifier and no variable. */
    static String literal(String value) {
        return quoted(value.replace("%", "%%").replace("$", "$$"));
    }

    private boolean toNext() {
        while (at < end) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (isContinuation(at)) {
                at = text.indexOf('\n', at) + 1;
                skipComments();
            } else {
                return true;
            }
        }
        return false;
    }

    /** Comment lines may stand between continued lines. */
    private void skipComments() {
        while (at < end) {
            int line = at;
            while (line < end && (text.charAt(line) == ' ' || text.charAt(line) == '\t')) {
                line++;
            }
            if (line >= end || (text.charAt(line) != '#' && text.charAt(line) != ';')) {
                return;
            }
            int next = text.indexOf('\n', line);
            at = next < 0 || next >= end ? end : next + 1;
        }
    }

    private boolean isContinuation(int i) {
        return text.charAt(i) == '\\' && i + 1 < end && text.charAt(i + 1) == '\n';
    }

    private Word word() {
        int start = at;
        StringBuilder value = new StringBuilder();
        boolean bare = true;
        char quote = 0;
        while (at < end) {
            char c = text.charAt(at);
            if (isContinuation(at)) {
                if (quote == 0) {
                    break;
                }
                value.append(' ');
                at += 2;
            } else if (c == '\\' && at + 1 < end) {
                bare = false;
                escape(value);
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                bare = false;
                quote = c;
                at++;
            } else if (quote != 0 && c == quote) {
                quote = 0;
                at++;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                break;
            } else {
                value.append(c);
                at++;
            }
        }
        return new Word(value.toString(), start, at, bare);
    }

    private void escape(StringBuilder value) {
        char c = text.charAt(at + 1);
        at += 2;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 's' -> value.append(' ');
            case 'x' -> {
                if (at + 2 <= end && text.substring(at, at + 2).matches("[0-9a-fA-F]{2}")) {
                    value.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
                    at += 2;
                } else {
                    value.append("\\x");
                }
            }
            case '\\', '"', '\'', ' ' -> value.append(c);
            default -> value.append('\\').append(c);
        }
    }
}
