package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.VarsFile;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what follows {@code -e}: {@code name=value} (several with blanks between, quotes around
 * blanks), {@code @FILE}, or a mapping in YAML or JSON.
 */
public final class ExtraVariables {
    private ExtraVariables() {}

    /** The variables that one {@code -e} gives. */
    public static List<Variable> parse(String text, Problems problems) {
        Source source = new Source("-e", text);
        String trimmed = text.strip();
        if (trimmed.startsWith("@")) {
            return file(trimmed.substring(1), source, problems);
        }
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            return VarsFile.read(source, problems);
        }
        List<Variable> variables = new ArrayList<>();
        for (Span word : words(source)) {
            pair(word, variables, problems);
        }
        return variables;
    }

    private static List<Variable> file(String path, Source source, Problems problems) {
        try {
            return VarsFile.read(Path.of(path), problems);
        } catch (InvalidPathException e) {
            problems.add(
                    Diagnostic.error(
                            PlaybookCode.NO_SUCH_FILE, "this is not a path", source.all()));
            return List.of();
        }
    }

    private static void pair(Span word, List<Variable> variables, Problems problems) {
        String text = word.text();
        int equals = text.indexOf('=');
        if (equals <= 0) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.EXTRA_VARIABLE,
                                    "`-e` takes name=value, @FILE or a mapping",
                                    word)
                            .help("write `-e NAME=VALUE`"));
            return;
        }
        Span name = word.part(0, equals);
        Node.Scalar key = new Node.Scalar(name.text(), Node.Style.PLAIN, false, name);
        if (VariableNames.check(key, "this variable", problems)) {
            variables.add(
                    new Variable(
                            name.text(),
                            new Value.Text(unquoted(text.substring(equals + 1))),
                            name));
        }
    }

    private static String unquoted(String text) {
        StringBuilder plain = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /**
     * The words of a text as a shell would part them; a quote that is not closed holds to the end.
     */
    private static List<Span> words(Source source) {
        List<Span> words = new ArrayList<>();
        String text = source.text();
        int start = -1;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = quote == 0 && Character.isWhitespace(c);
            if (blank && start >= 0) {
                words.add(source.span(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (start >= 0) {
            words.add(source.span(start, text.length()));
        }
        return words;
    }
}
