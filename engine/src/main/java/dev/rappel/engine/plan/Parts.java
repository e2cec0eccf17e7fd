package dev.rappel.engine.plan;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The parts of a play that roll by themselves: its hosts, divided by a variable's value. */
public final class Parts {
    private static final String ALL = "";

    private final SequencedMap<String, List<String>> parts = new LinkedHashMap<>();

    private Parts() {}

    /**
     * @param seen what is known on each host, for a variable that a task sets
     */
    public static Parts of(Play play, Inventory inventory, World seen) {
        Parts made = new Parts();
        for (String name : play.hosts()) {
            String part =
                    play.strategy()
                            .partition()
                            .flatMap(variable ->
                                    inventory
                                            .host(name)
                                            .map(h ->
                                                    play.names()
                                                            .bindings(h, List.of(), seen.seen(name))
                                                            .find(variable)))
                            .map(bound ->
                                    bound instanceof Bindings.Known(Value.Scalar scalar)
                                            ? scalar.written()
                                            : ALL)
                            .orElse(ALL);
            made.parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(name);
        }
        return made;
    }

    /** The names of the parts, in the order of their first hosts; one empty name for no parts. */
    public List<String> names() {
        return List.copyOf(parts.keySet());
    }

    public List<String> hosts(String part) {
        return List.copyOf(parts.getOrDefault(part, List.of()));
    }

    /** The hosts of the part that a host is in, itself included. */
    public List<String> together(String host) {
        return parts.values().stream()
                .filter(p -> p.contains(host))
                .findFirst()
                .orElse(List.of(host));
    }
}
