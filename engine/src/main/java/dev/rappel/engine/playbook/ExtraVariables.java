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
import java.util.OptionalInt;

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
            return file(trimmed.substring(1).strip(), source, problems);
        }
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            return VarsFile.read(source, problems);
        }
        VarsFile.hidePasswords(source);
        List<Variable> variables = new ArrayList<>();
        for (Span word : words(source)) {
            OptionalInt open = openQuote(word.text());
            if (open.isPresent()) {
                problems.add(unclosed(word, open.getAsInt()));
            } else {
                pair(word, variables, problems);
            }
        }
        return variables;
    }

    private static List<Variable> file(String path, Source source, Problems problems) {
        if (path.isEmpty()) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.EXTRA_VARIABLE,
                                    "`-e @` without the name of a file",
                                    source.all())
                            .help("write `-e @FILE`"));
            return List.of();
        }
        try {
            return VarsFile.read(Path.of(path), problems);
        } catch (InvalidPathException e) {
            problems.add(
                    Diagnostic.error(PlaybookCode.NO_SUCH_FILE, "this is not a path", source.all())
                            .note("it has characters that this locale does not know")
                            .help("run it with `LC_ALL=C.UTF-8`"));
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

    /** Only quotes around the whole value are not part of it: {@code {"a": 1}} keeps its own. */
    private static String unquoted(String text) {
        int last = text.length() - 1;
        return last > 0 && isQuote(text.charAt(0)) && text.charAt(last) == text.charAt(0)
                ? text.substring(1, last)
                : text;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static OptionalInt openQuote(String word) {
        int open = -1;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (open < 0 && isQuote(c)) {
                open = i;
            } else if (open >= 0 && c == word.charAt(open)) {
                open = -1;
            }
        }
        return open < 0 ? OptionalInt.empty() : OptionalInt.of(open);
    }

    private static Diagnostic unclosed(Span word, int quote) {
        return Diagnostic.error(
                        PlaybookCode.EXTRA_VARIABLE,
                        "this quote is never closed",
                        word.part(quote, quote + 1))
                .help("close it, or give the value as a mapping: `-e '{\"NAME\": \"it is\"}'`");
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
            if (quote == 0 && isQuote(c)) {
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
