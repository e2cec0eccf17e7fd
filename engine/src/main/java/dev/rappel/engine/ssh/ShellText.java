package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.regex.Pattern;

/** How text is written so that a POSIX shell takes it for exactly what it is. */
final class ShellText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ShellText() {}

    /** One word, whatever is in it. */
    static String quoted(String text) throws Failure {
        if (text.indexOf('\0') >= 0) {
            throw Failure.of(Failure.Kind.INVALID, "a text for a host holds a NUL character")
                    .help("take the NUL character out of the value");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * A script with its parameters and environment, to be run in a subshell: a mistake in its
     * syntax then ends the subshell only.
     */
    static String body(Script script) throws Failure {
        StringBuilder body = new StringBuilder("set --");
        for (Value parameter : script.parameters()) {
            body.append(' ').append(quoted(word(parameter)));
        }
        body.append('\n');
        for (var variable : script.environment().entrySet()) {
            String name = variable.getKey();
            if (!NAME.matcher(name).matches()) {
                throw Failure.of(
                                Failure.Kind.INVALID,
                                "\"" + name + "\" cannot be the name of an environment variable")
                        .help("use letters, digits and _ only");
            }
            body.append(name).append('=').append(quoted(word(variable.getValue())));
            body.append("; export ").append(name).append('\n');
        }
        return body.append("eval ").append(quoted(script.text())).append('\n').toString();
    }

    /** A value as a script sees it; a secret in clear. */
    static String word(Value value) {
        return switch (value) {
            case Value.Secret secret -> word(secret.reveal());
            case Value.Nothing nothing -> "";
            case Value.Scalar scalar -> scalar.written();
            case Value.Items items -> throw notOne(value);
            case Value.Fields fields -> throw notOne(value);
        };
    }

    private static IllegalArgumentException notOne(Value value) {
        return new IllegalArgumentException(
                "a script takes scalars, not " + value.getClass().getSimpleName());
    }

    /** A script's first line that is worth showing. */
    static String title(String script) {
        String line =
                script.lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                        .findFirst()
                        .orElse("an empty script");
        return line.length() > 80 ? line.substring(0, 79) + "…" : line;
    }

    /** The last lines of an output that are worth showing. */
    static List<String> lastLines(String text, int most) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }
}
