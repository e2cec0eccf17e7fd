package dev.rappel.modules.etcd.config;

import java.util.ArrayList;
import java.util.List;

/** A unit file or drop-in, line by line, with the places of its directives. */
record UnitText(String path, String text, List<Directive> directives) {
    /**
     * One directive.
     *
     * @param section without brackets
     * @param start where its value begins
     * @param end where its value ends, continued lines included
     * @param lineStart where its line begins
     * @param lineEnd where the next line begins
     */
    record Directive(String section, String key, int start, int end, int lineStart, int lineEnd) {
        boolean isEmpty(String text) {
            return text.substring(start, end).isBlank();
        }
    }

    static UnitText of(String path, String text) {
        List<Directive> found = new ArrayList<>();
        String section = "";
        int at = 0;
        while (at < text.length()) {
            int lineStart = at;
            int end = lineEnd(text, at);
            String line = text.substring(at, end).strip();
            if (line.startsWith("#") || line.startsWith(";") || line.isEmpty()) {
                at = Math.min(end + 1, text.length());
                continue;
            }
            boolean goesOn = line.endsWith("\\");
            while (goesOn && end < text.length()) {
                int next = lineEnd(text, end + 1);
                String more = text.substring(Math.min(end + 1, text.length()), next).strip();
                // A comment between continued lines never ends them.
                goesOn = more.startsWith("#") || more.startsWith(";") || more.endsWith("\\");
                end = next;
            }
            int next = Math.min(end + 1, text.length());
            int equals = text.indexOf('=', lineStart);
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (equals > 0 && equals < end) {
                String key = text.substring(lineStart, equals).strip();
                found.add(new Directive(section, key, equals + 1, end, lineStart, next));
            }
            at = next;
        }
        return new UnitText(path, text, List.copyOf(found));
    }

    private static int lineEnd(String text, int from) {
        if (from >= text.length()) {
            return text.length();
        }
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    List<Directive> service(String key) {
        return directives.stream()
                .filter(d -> d.section().equals("Service") && d.key().equals(key))
                .toList();
    }

    List<Word> words(Directive directive) {
        return Words.of(text, directive.start(), directive.end());
    }
}
