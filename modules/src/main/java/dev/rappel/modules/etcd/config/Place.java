package dev.rappel.modules.etcd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a setting stands, and so how it is changed. */
public sealed interface Place {
    /** The file; that of the unit for what only the running process shows. */
    String path();

    /** In few words, for messages: {@code --flag in /etc/…}. */
    default String at() {
        return path();
    }

    /**
     * A flag on a command line.
     *
     * @param start where it begins, its name included
     * @param end where it ends, its value included
     * @param raw the value as written; empty for none
     * @param literal whether the line is split at blanks only, as the value of a variable is
     */
    record Flag(String path, String text, int start, int end, String raw, boolean literal)
            implements Place {
        List<Edit> rewrite(List<Given> instead) {
            if (instead.isEmpty()) {
                int from = start;
                while (from > 0 && isGap(text.charAt(from - 1))) {
                    from--;
                }
                // The first word of a variable has no gap before it, but one behind.
                int to = end;
                if (from == start) {
                    while (to < text.length() && text.charAt(to) == ' ') {
                        to++;
                    }
                }
                return List.of(new Edit(path, from, to, ""));
            }
            String flags = instead.stream().map(this::flag).collect(Collectors.joining(" "));
            return List.of(new Edit(path, start, end, flags));
        }

        private String flag(Given given) {
            if (given.value().isPresent()) {
                String flag = "--" + given.name() + "=" + given.value().get();
                return literal ? flag : Words.quoted(flag);
            }
            return "--" + given.name() + (raw.isEmpty() ? "" : "=" + raw);
        }

        private static boolean isGap(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\\';
        }
    }

    /** A word of a unit's {@code Environment=}. */
    record UnitVariable(String path, String text, UnitText.Directive in, Word word, boolean alone)
            implements Place {
        List<Edit> rewrite(List<Given> instead) {
            if (instead.isEmpty() && alone) {
                return List.of(new Edit(path, in.lineStart(), in.lineEnd(), ""));
            }
            String old = word.value().substring(word.value().indexOf('=') + 1);
            String words =
                    instead.stream()
                            .map(g ->
                                    '"'
                                            + Given.variable(g.name())
                                            + "="
                                            + g.value()
                                                    .orElse(old)
                                                    .replace("\\", "\\\\")
                                                    .replace("\"", "\\\"")
                                            + '"')
                            .collect(Collectors.joining(" "));
            return List.of(new Edit(path, word.start(), word.end(), words));
        }
    }

    /** A line of an EnvironmentFile. */
    record FileVariable(String path, String text, EnvironmentText.Variable variable)
            implements Place {
        List<Edit> rewrite(List<Given> instead) {
            String raw = text.substring(variable.start(), variable.end());
            String lines =
                    instead.stream()
                            .map(g ->
                                    Given.variable(g.name())
                                            + "="
                                            + g.value().map(EnvironmentText::written).orElse(raw)
                                            + "\n")
                            .collect(Collectors.joining());
            return List.of(new Edit(path, variable.lineStart(), variable.lineEnd(), lines));
        }
    }

    /** A key of the YAML file. */
    record FileKey(String path, String key, YamlText.Entry entry) implements Place {
        List<Edit> rewrite(List<Given> instead) {
            List<String> lines = new ArrayList<>();
            for (Given given : instead) {
                int dot = given.key().lastIndexOf('.');
                String name = dot < 0 ? given.key() : given.key().substring(dot + 1);
                if (given.value().isEmpty()) {
                    lines.add(entry.indent() + name + entry.rest());
                } else {
                    lines.add(entry.indent() + name + ": " + YamlText.scalar(given.value().get()));
                }
            }
            String text = lines.isEmpty() ? "" : String.join("\n", lines);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                text += "\n";
            }
            return List.of(new Edit(path, entry.lineStart(), entry.lineEnd(), text));
        }

        @Override
        public String at() {
            return key + " in " + path;
        }
    }

    /** A flag that only the running process shows, because the unit starts a shell. */
    record Running(String path) implements Place {
        @Override
        public String at() {
            return "the command line of the process";
        }
    }
}
