package dev.rappel.modules.etcd.config;

import java.util.ArrayList;
import java.util.List;

/** An EnvironmentFile, by systemd's rules, with the places of its variables. */
record EnvironmentText(String path, String text, List<Variable> variables) {
    /**
     * One assignment.
     *
     * @param value without quotes and escapes
     * @param start where the value as written begins, its quote included
     * @param end where it ends
     * @param inner where the value itself begins when it stands in the file as it is; -1 otherwise
     * @param lineStart where the line begins
     * @param lineEnd where the next line begins
     */
    record Variable(
            String name, String value, int start, int end, int inner, int lineStart, int lineEnd) {}

    static EnvironmentText of(String path, String text) {
        List<Variable> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int lineStart = at;
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            int lineEnd = text.indexOf('\n', at);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            int equals = text.indexOf('=', at);
            boolean comment =
                    at < text.length() && (text.charAt(at) == '#' || text.charAt(at) == ';');
            if (comment || equals < 0 || equals > lineEnd) {
                at = Math.min(lineEnd + 1, text.length());
                continue;
            }
            Variable variable =
                    variable(text, text.substring(at, equals).strip(), equals + 1, lineStart);
            found.add(variable);
            at = variable.lineEnd();
        }
        return new EnvironmentText(path, text, List.copyOf(found));
    }

    private static Variable variable(String text, String name, int from, int lineStart) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        int start = at;
        StringBuilder value = new StringBuilder();
        char quote = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == 0 && c == '\n') {
                break;
            } else if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
                char next = text.charAt(at + 1);
                at += 2;
                if (next == '\n') {
                    continue;
                }
                if (quote == '"' && "\"\\`$".indexOf(next) < 0) {
                    value.append('\\');
                }
                value.append(next);
                continue;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                value.append(c);
            }
            at++;
        }
        int lineEnd = Math.min(at + 1, text.length());
        int end = at;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        String whole = text.substring(start, end);
        String read = quoted(whole) ? value.toString().strip() : value.toString().stripTrailing();
        int inner = -1;
        if (whole.equals(read)) {
            inner = start;
        } else if (quoted(whole) && whole.substring(1, whole.length() - 1).strip().equals(read)) {
            inner = start + 1 + whole.substring(1).indexOf(read);
        }
        return new Variable(name, read, start, end, inner, lineStart, lineEnd);
    }

    private static boolean quoted(String whole) {
        return whole.length() >= 2
                && (whole.charAt(0) == '"' || whole.charAt(0) == '\'')
                && whole.charAt(whole.length() - 1) == whole.charAt(0);
    }

    /** A value as this kind of file wants it. */
    static String written(String value) {
        if (value.matches("[A-Za-z0-9_./:,=@%+\\[\\]{}-]*")) {
            return value;
        }
        return '"' + value.replaceAll("([\"\\\\`$])", "\\\\$1") + '"';
    }
}
