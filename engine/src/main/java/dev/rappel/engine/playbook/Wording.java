package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How messages name the parts of a file. */
final class Wording {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    /** More names than these do not help anybody. */
    private static final int MOST_NAMES = 5;

    private Wording() {}

    static String kind(Node node) {
        return switch (node) {
            case Node.Scalar scalar when isNothing(scalar) -> "nothing";
            case Node.Scalar _ -> "a single value";
            case Node.Sequence _ -> "a list";
            case Node.Mapping _ -> "a mapping";
        };
    }

    /** Whether this is what YAML takes for null. */
    static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar
                && scalar.style() == Node.Style.PLAIN
                && NOTHING.contains(scalar.text());
    }

    /** A scalar's text as a message may show it; nothing of a secret. */
    static String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.toString() : kind(node);
    }

    /** A place short enough to point at: the first key, the first element, the scalar. */
    static Span begin(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.span();
            case Node.Sequence list ->
                    list.items().isEmpty() ? list.span() : begin(list.items().getFirst());
            case Node.Mapping mapping ->
                    mapping.entries().isEmpty()
                            ? mapping.span()
                            : mapping.entries().getFirst().key().span();
        };
    }

    /** {@code `a`, `b` and 7 more}. */
    static String list(Collection<String> names) {
        List<String> shown = names.stream().limit(MOST_NAMES).map(n -> "`" + n + "`").toList();
        int more = names.size() - shown.size();
        if (more > 0) {
            return String.join(", ", shown) + " and " + more + " more";
        }
        return shown.size() < 2
                ? String.join("", shown)
                : String.join(", ", shown.subList(0, shown.size() - 1)) + " and " + shown.getLast();
    }

    static String hosts(int count) {
        return count == 1 ? "1 host" : count + " hosts";
    }
}
