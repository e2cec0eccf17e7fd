package dev.rappel.engine.inventory;

import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An inventory as {@code ansible-inventory} shows it, letter for letter. Secrets are masked, which
 * is the one difference.
 */
public final class InventoryView {
    /**
     * The graph repeats a group under each of its parents; groups that share children level by
     * level would make it endless.
     */
    private static final int MOST_LINES = 1_000_000;

    private final Inventory inventory;

    public InventoryView(Inventory inventory) {
        this.inventory = inventory;
    }

    /** {@code --list}: the groups, and the variables of the given hosts, as JSON. */
    public String list(Collection<Host> hosts) {
        Set<String> shown = new LinkedHashSet<>();
        hosts.forEach(host -> shown.add(host.name()));
        SequencedMap<String, Value> all = new LinkedHashMap<>();
        Group top = inventory.group(Group.ALL).orElseThrow();
        group(top, shown, new HashSet<>(), all);
        SequencedMap<String, Value> vars = new LinkedHashMap<>();
        for (Host host : hosts) {
            Value.Fields own = vars(inventory.vars(host).values());
            if (!own.fields().isEmpty()) {
                vars.put(host.name(), own);
            }
        }
        SequencedMap<String, Value> meta = new LinkedHashMap<>();
        meta.put("hostvars", new Value.Fields(vars));
        meta.put("profile", new Value.Text("inventory_legacy"));
        all.put("_meta", new Value.Fields(meta));
        return json(new Value.Fields(all));
    }

    private void group(
            Group group, Set<String> shown, Set<String> seen, SequencedMap<String, Value> all) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        if (!group.name().equals(Group.ALL)) {
            put(fields, "hosts", group.hosts().stream().filter(shown::contains).toList());
        }
        put(fields, "children", group.children());
        if (!fields.isEmpty()) {
            all.put(group.name(), new Value.Fields(fields));
        }
        for (String child : group.children()) {
            Optional<Group> below = inventory.group(child);
            if (below.isPresent() && seen.add(child)) {
                group(below.get(), shown, seen, all);
            }
        }
    }

    private static void put(SequencedMap<String, Value> fields, String name, List<String> names) {
        if (!names.isEmpty()) {
            fields.put(name, new Value.Items(names.stream().<Value>map(Value.Text::new).toList()));
        }
    }

    /** {@code --host}: the variables of one host as JSON. */
    public String host(Host host) {
        return json(vars(inventory.vars(host).values()));
    }

    private static Value.Fields vars(SequencedMap<String, Value> values) {
        SequencedMap<String, Value> own = new LinkedHashMap<>(values);
        own.keySet().removeAll(VariableName.BUILT_IN);
        return new Value.Fields(own);
    }

    private static String json(Value value) {
        StringBuilder out = new StringBuilder();
        PythonText.json(value, 0, out);
        return out.toString();
    }

    /**
     * {@code --graph}: a group with its groups and hosts below it.
     *
     * @param vars whether variables are shown too
     */
    public List<String> graph(Group from, boolean vars) {
        List<String> lines = new ArrayList<>();
        graph(from, 0, vars, lines);
        return lines;
    }

    private void graph(Group group, int depth, boolean vars, List<String> lines) {
        if (lines.size() >= MOST_LINES) {
            return;
        }
        lines.add(line("@" + group.name() + ":", depth));
        for (String child : group.children()) {
            inventory.group(child).ifPresent(below -> graph(below, depth + 1, vars, lines));
        }
        if (!group.name().equals(Group.ALL)) {
            for (String name : group.hosts()) {
                lines.add(line(name, depth + 1));
                if (vars) {
                    inventory
                            .host(name)
                            .ifPresent(h -> vars(inventory.vars(h).values(), depth + 2, lines));
                }
            }
        }
        if (vars) {
            SequencedMap<String, Value> own = inventory.vars(group).values();
            if (group.priority() != 1) {
                own.put("ansible_group_priority", new Value.Whole(group.priority()));
            }
            vars(own, depth + 1, lines);
        }
    }

    private static void vars(SequencedMap<String, Value> values, int depth, List<String> lines) {
        vars(values).fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(PythonText.BY_CODE_POINTS))
                .forEach(variable ->
                        lines.add(
                                line(
                                        "{"
                                                + variable.getKey()
                                                + " = "
                                                + PythonText.text(variable.getValue())
                                                + "}",
                                        depth)));
    }

    private static String line(String name, int depth) {
        return depth == 0 ? name : "  |".repeat(depth) + "--" + name;
    }
}
