package dev.rappel.engine.value;

import dev.rappel.engine.text.Span;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a text may use at one place of the user's files, with the type of each and where
 * it was declared. Expressions and templates are checked against it before anything runs.
 *
 * <p>A name may hold dots ({@code db.is_leader}): what stands before a dot is then a namespace and
 * no value of its own. The longest declared name wins, what follows it are fields of its value.
 * Immutable; {@link #with} gives a wider scope, in which a later declaration hides an earlier one.
 */
public final class Scope {
    private static final Scope EMPTY = new Scope(Map.of());

    private final Map<String, Declared> names;

    private Scope(Map<String, Declared> names) {
        this.names = names;
    }

    /** One name, its type, and where the user (if it was the user) declared it. */
    public record Declared(String name, Type type, Optional<Span> place) {}

    /** A declared name and the fields that are asked of its value, outermost first. */
    public record Reached(Declared declared, List<String> fields) {
        public Reached {
            fields = List.copyOf(fields);
        }
    }

    public static Scope empty() {
        return EMPTY;
    }

    public Scope with(String name, Type type) {
        return with(List.of(new Declared(name, type, Optional.empty())));
    }

    public Scope with(String name, Type type, Span place) {
        return with(List.of(new Declared(name, type, Optional.of(place))));
    }

    /** Adds many at once, which costs no more than adding one. */
    public Scope with(Iterable<Declared> more) {
        Map<String, Declared> wider = new LinkedHashMap<>(names);
        more.forEach(d -> wider.put(d.name(), d));
        return new Scope(Collections.unmodifiableMap(wider));
    }

    public Scope with(Scope inner) {
        return with(inner.names.values());
    }

    /** All names, in the order in which they were declared. */
    public Set<String> names() {
        return names.keySet();
    }

    public Optional<Declared> find(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** Resolves a dotted path: the longest declared name that it begins with, and what is left. */
    public Optional<Reached> reach(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            Declared declared = names.get(path.substring(0, end));
            if (declared != null) {
                List<String> fields =
                        end == path.length()
                                ? List.of()
                                : Arrays.asList(path.substring(end + 1).split("\\.", -1));
                return Optional.of(new Reached(declared, fields));
            }
        }
        return Optional.empty();
    }

    /** Whether some declared name begins with this word and a dot. */
    public boolean isNamespace(String word) {
        return names.keySet().stream().anyMatch(n -> n.startsWith(word + "."));
    }
}
