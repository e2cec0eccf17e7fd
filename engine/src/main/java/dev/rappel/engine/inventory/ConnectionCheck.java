package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Code;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Checks the connection variables of many hosts without connecting to any. A variable that a
 * thousand hosts have from their group is reported once.
 *
 * <p>A value with a template in it is left out: what it holds is known only when a play runs.
 */
public final class ConnectionCheck {
    /** One mistake, however many hosts have it. */
    private record Mistake(Code code, Optional<Span> span) {}

    private final Map<Mistake, Diagnostic> first = new LinkedHashMap<>();
    private final Map<Mistake, SequencedSet<String>> hosts = new LinkedHashMap<>();

    /** Checks a host that a play works on: it must be reachable in a way that we have. */
    public void used(Host host, Vars vars) {
        read(host, vars).sorted().forEach(d -> add(host, d));
    }

    /** Checks a host that no play works on, so far: how it is reached does not matter yet. */
    public void unused(Host host, Vars vars) {
        read(host, vars).sorted().stream()
                .filter(d -> d.code() != InventoryCode.CONNECTION_REFUSED)
                .forEach(d -> add(host, d));
    }

    /** Hands over what was found. */
    public void report(Problems problems) {
        first.forEach((mistake, diagnostic) -> {
            int more = hosts.getOrDefault(mistake, new LinkedHashSet<>()).size() - 1;
            problems.add(
                    more < 1
                            ? diagnostic
                            : diagnostic.note(
                                    "the same holds for "
                                            + more
                                            + (more == 1 ? " more host" : " more hosts")));
        });
    }

    private static Problems read(Host host, Vars vars) {
        Problems found = new Problems();
        Connection.of(host, vars, ConnectionCheck::withoutTemplates, found);
        return found;
    }

    private static Value withoutTemplates(Value value) {
        Value bare = value instanceof Value.Secret secret ? secret.reveal() : value;
        return bare instanceof Value.Text(String text) && text.contains("{{")
                ? new Value.Nothing()
                : value;
    }

    private void add(Host host, Diagnostic diagnostic) {
        Mistake mistake = new Mistake(diagnostic.code(), diagnostic.span());
        first.putIfAbsent(mistake, diagnostic);
        hosts.computeIfAbsent(mistake, m -> new LinkedHashSet<>()).add(host.name());
    }
}
