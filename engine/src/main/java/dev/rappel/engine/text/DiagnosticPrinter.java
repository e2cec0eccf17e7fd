package dev.rappel.engine.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints diagnostics in the form of rustc: code and title, place, the lines with carets, notes and
 * help. What a source hides stays masked, and texts from users cannot drive the terminal.
 */
public final class DiagnosticPrinter {
    private final Look look;

    public DiagnosticPrinter(Look look) {
        this.look = look;
    }

    /** All of them, one empty line after each, and how many there are. */
    public String print(List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            text.append(print(diagnostic)).append('\n');
        }
        if (!diagnostics.isEmpty()) {
            text.append(look.paint(Look.Ink.BOLD, summary(diagnostics))).append('\n');
        }
        return text.toString();
    }

    /** One of them, each line ended by LF. */
    public String print(Diagnostic diagnostic) {
        boolean error = diagnostic.severity() == Diagnostic.Severity.ERROR;
        Look.Ink ink = error ? Look.Ink.ERROR : Look.Ink.WARNING;
        List<String> out = new ArrayList<>();
        out.add(
                look.paint(ink, (error ? "error[" : "warning[") + diagnostic.code().id() + "]")
                        + look.paint(Look.Ink.BOLD, ": " + oneLine(diagnostic.title())));
        int gutter = gutter(diagnostic);
        diagnostic.span().ifPresent(span -> places(diagnostic, span, ink, gutter, out));
        List<String> notes = new ArrayList<>();
        diagnostic.notes().forEach(n -> notes.addAll(note("note", n, gutter)));
        diagnostic.helps().forEach(h -> notes.addAll(note("help", h, gutter)));
        if (!notes.isEmpty() && diagnostic.span().isPresent()) {
            out.add(look.paint(Look.Ink.FRAME, " ".repeat(gutter) + " |"));
        }
        out.addAll(notes);
        StringBuilder text = new StringBuilder();
        out.forEach(line -> text.append(line.stripTrailing()).append('\n'));
        return text.toString();
    }

    /** {@code 3 errors and 1 warning in 2 files}. */
    public static String summary(List<Diagnostic> diagnostics) {
        long errors =
                diagnostics.stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).count();
        long warnings = diagnostics.size() - errors;
        long files =
                diagnostics.stream()
                        .flatMap(d -> d.span().stream())
                        .map(s -> s.source().name())
                        .distinct()
                        .count();
        String count =
                errors == 0
                        ? Masses.count(warnings, "warning")
                        : warnings == 0
                                ? Masses.count(errors, "error")
                                : Masses.count(errors, "error")
                                        + " and "
                                        + Masses.count(warnings, "warning");
        return files == 0 ? count : count + " in " + Masses.count(files, "file");
    }

    private void places(
            Diagnostic diagnostic, Span span, Look.Ink ink, int gutter, List<String> out) {
        Map<Source, List<Snippet.Mark>> bySource = new LinkedHashMap<>();
        bySource.computeIfAbsent(span.source(), s -> new ArrayList<>())
                .add(new Snippet.Mark(span, '^', oneLine(diagnostic.label()), ink));
        for (Diagnostic.Related other : diagnostic.related()) {
            bySource.computeIfAbsent(other.span().source(), s -> new ArrayList<>())
                    .add(
                            new Snippet.Mark(
                                    other.span(), '-', oneLine(other.label()), Look.Ink.RELATED));
        }
        bySource.forEach((source, marks) -> {
            String arrow = source == span.source() ? "-->" : ":::";
            out.add(
                    look.paint(Look.Ink.FRAME, " ".repeat(gutter) + arrow)
                            + " "
                            + look.safe(marks.getFirst().span().at()));
            out.addAll(new Snippet(source, marks, gutter, look).lines());
        });
    }

    /** How many cells the line numbers of all places take. */
    private static int gutter(Diagnostic diagnostic) {
        int most = 1;
        for (Diagnostic.Related other : diagnostic.related()) {
            most = Math.max(most, other.span().line());
        }
        if (diagnostic.span().isPresent()) {
            Span span = diagnostic.span().get();
            most = Math.max(most, span.source().line(span.end()));
        }
        return Integer.toString(most).length() + 1;
    }

    private List<String> note(String kind, String text, int gutter) {
        List<String> lines = new ArrayList<>();
        String head = " ".repeat(gutter) + " " + look.paint(Look.Ink.FRAME, "=") + " ";
        String more = " ".repeat(gutter + 3 + kind.length() + 2);
        for (String line : look.safe(text).split("\n", -1)) {
            lines.add(
                    lines.isEmpty()
                            ? head + look.paint(Look.Ink.BOLD, kind) + ": " + line
                            : more + line);
        }
        return lines;
    }

    private String oneLine(String text) {
        return look.safe(text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }
}
