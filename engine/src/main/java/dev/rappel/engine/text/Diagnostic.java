package dev.rappel.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with what a user wrote.
 *
 * @param severity whether the work can go on
 * @param code the stable name of this kind of mistake
 * @param title one line, no full stop: what is wrong, with the names from the user's own text
 * @param span where it is; empty for what has no place, such as a missing file named on the command
 *     line
 * @param label what the carets under the span say; may be empty
 * @param related other places that matter, such as the first of two equal keys
 * @param notes why it is wrong
 * @param helps the way out: a did-you-mean, the text to write instead, a command
 */
public record Diagnostic(
        Severity severity,
        Code code,
        String title,
        Optional<Span> span,
        String label,
        List<Related> related,
        List<String> notes,
        List<String> helps) {

    /** How bad it is. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** A second place that belongs to the same mistake, with what to say of it. */
    public record Related(Span span, String label) {}

    public Diagnostic {
        related = List.copyOf(related);
        notes = List.copyOf(notes);
        helps = List.copyOf(helps);
    }

    public static Diagnostic error(Code code, String title, Span span) {
        return new Diagnostic(
                Severity.ERROR,
                code,
                title,
                Optional.of(span),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    public static Diagnostic warning(Code code, String title, Span span) {
        return new Diagnostic(
                Severity.WARNING,
                code,
                title,
                Optional.of(span),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /** An error that has no place in a file. */
    public static Diagnostic error(Code code, String title) {
        return new Diagnostic(
                Severity.ERROR, code, title, Optional.empty(), "", List.of(), List.of(), List.of());
    }

    /** A warning that has no place in a file. */
    public static Diagnostic warning(Code code, String title) {
        return new Diagnostic(
                Severity.WARNING,
                code,
                title,
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /** The same, where it does not stand in the way of what is being done. */
    public Diagnostic asWarning() {
        return new Diagnostic(Severity.WARNING, code, title, span, label, related, notes, helps);
    }

    public Diagnostic label(String text) {
        return new Diagnostic(severity, code, title, span, text, related, notes, helps);
    }

    public Diagnostic related(Span place, String text) {
        return new Diagnostic(
                severity,
                code,
                title,
                span,
                label,
                added(related, new Related(place, text)),
                notes,
                helps);
    }

    public Diagnostic note(String text) {
        return new Diagnostic(
                severity, code, title, span, label, related, added(notes, text), helps);
    }

    public Diagnostic help(String text) {
        return new Diagnostic(
                severity, code, title, span, label, related, notes, added(helps, text));
    }

    private static <T> List<T> added(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
