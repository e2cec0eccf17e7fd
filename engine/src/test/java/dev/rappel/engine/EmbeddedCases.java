package dev.rappel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Golden files for what is embedded in scalars: many small cases in one file. A case is a text,
 * after a line of {@code ----} what is said of it, and it ends with a line of {@code ====}. {@code
 * -Dgolden.update=true} writes what is said now; the difference then is for a person to read.
 */
public final class EmbeddedCases {
    private EmbeddedCases() {}

    public static void check(Path file, Function<Source, String> answer) throws IOException {
        String written = Files.readString(file);
        String now =
                List.of(written.split("====\n")).stream()
                        .filter(c -> !c.isBlank())
                        .map(c -> c.split("(?m)^----\n", 2)[0])
                        .map(input -> input + "----\n" + answer.apply(source(input)) + "====\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, now);
        }
        assertThat(now).as(file.toString()).isEqualTo(written);
    }

    /** The line break before the dashes belongs to the file and not to the text. */
    private static Source source(String input) {
        return new Source("case", input.substring(0, input.length() - 1));
    }

    /** A diagnostic without decoration: these tests are about what it says and where. */
    public static String shown(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        out.append(diagnostic.code().id()).append(' ').append(diagnostic.title()).append('\n');
        diagnostic.span().ifPresent(span -> out.append(marked(span, diagnostic.label())));
        diagnostic.related().forEach(r -> out.append(marked(r.span(), r.label())));
        diagnostic.notes().forEach(n -> out.append("  note: ").append(n).append('\n'));
        diagnostic.helps().forEach(h -> out.append("  help: ").append(h).append('\n'));
        return out.toString();
    }

    private static String marked(Span span, String label) {
        String line = span.source().lineText(span.line());
        int length = Math.max(1, Math.min(span.end() - span.start(), line.length()));
        return "  | "
                + line
                + "\n  | "
                + " ".repeat(span.column() - 1)
                + "^".repeat(length)
                + (label.isEmpty() ? "" : " " + label)
                + "\n";
    }
}
