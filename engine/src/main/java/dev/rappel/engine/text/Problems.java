package dev.rappel.engine.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Collects diagnostics while files are read, so that all of them can be shown at once. Not
 * thread-safe: each reader has its own and the caller adds them up.
 */
public final class Problems {
    private final List<Diagnostic> found = new ArrayList<>();

    public void add(Diagnostic diagnostic) {
        found.add(diagnostic);
    }

    public void addAll(Problems others) {
        found.addAll(others.found);
    }

    /** Takes back what turned out to be said better by another diagnostic. */
    public void removeIf(Predicate<Diagnostic> superseded) {
        found.removeIf(superseded);
    }

    /** Whether anything here stops the work; warnings do not. */
    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    }

    /** How many have been added, errors and warnings, equal ones too. */
    public int size() {
        return found.size();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Everything found, each once, by file in the order of first mention, then by position. */
    public List<Diagnostic> sorted() {
        List<String> files =
                found.stream()
                        .flatMap(d -> d.span().stream())
                        .map(s -> s.source().name())
                        .distinct()
                        .toList();
        return found.stream()
                .distinct()
                .sorted(
                        Comparator.<Diagnostic>comparingInt(d ->
                                        d.span()
                                                .map(s -> files.indexOf(s.source().name()))
                                                .orElse(-1))
                                .thenComparingInt(d -> d.span().map(Span::start).orElse(0)))
                .toList();
    }
}
