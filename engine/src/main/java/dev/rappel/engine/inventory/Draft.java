package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * An inventory while its files are read, one after the other: a later file adds to what the earlier
 * ones said, and its variables win. {@link Assembly} makes the inventory from it.
 */
final class Draft {
    /** More hosts than this are a mistake in a range. */
    static final int MOST_HOSTS = 100_000;

    static final class DraftGroup {
        final String name;
        final @Nullable Span declared;
        final SequencedSet<String> hosts = new LinkedHashSet<>();
        final SequencedMap<String, Span> children = new LinkedHashMap<>();
        final SequencedMap<String, Variable> variables = new LinkedHashMap<>();
        int priority = 1;

        DraftGroup(String name, @Nullable Span declared) {
            this.name = name;
            this.declared = declared;
        }
    }

    static final class DraftHost {
        final String name;
        final Span declared;
        final SequencedMap<String, Variable> variables = new LinkedHashMap<>();

        DraftHost(String name, Span declared) {
            this.name = name;
            this.declared = declared;
        }
    }

    final SequencedMap<String, DraftGroup> groups = new LinkedHashMap<>();
    final SequencedMap<String, DraftHost> hosts = new LinkedHashMap<>();
    final Problems problems;
    final Suggestions names = new Suggestions();
    private boolean full;

    /** How much the files said so far: hosts and groups named, variables set. */
    private int said;

    Draft(Problems problems) {
        this.problems = problems;
        groups.put(Group.ALL, new DraftGroup(Group.ALL, null));
        groups.put(Group.UNGROUPED, new DraftGroup(Group.UNGROUPED, null));
    }

    /** A group that there is. */
    DraftGroup known(String name) {
        return Objects.requireNonNull(groups.get(name), name);
    }

    int said() {
        return said;
    }

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    /** The group of that name, made if there is none yet. */
    DraftGroup group(String name, Span place) {
        said++;
        DraftGroup group = groups.get(name);
        if (group == null) {
            group = new DraftGroup(name, place);
            groups.put(name, group);
            if (name.isEmpty()
                    || name.startsWith("!")
                    || name.startsWith("&")
                    || name.startsWith("~")
                    || name.chars().anyMatch(c -> ",:*?[]\"' \t".indexOf(c) >= 0)) {
                problems.add(
                        Diagnostic.error(
                                        InventoryCode.BAD_GROUP_NAME,
                                        "`" + name + "` cannot be the name of a group",
                                        place)
                                .note("in a host pattern such a name would mean something else")
                                .help("use letters, digits, `_`, `-` and `.`"));
            }
        }
        return group;
    }

    void child(DraftGroup parent, String child, Span place) {
        if (child.equals(Group.ALL)) {
            problems.add(
                    Diagnostic.error(
                            InventoryCode.GROUP_CIRCLE,
                            "`all` holds every group and cannot be in `" + parent.name + "`",
                            place));
        } else if (child.equals(parent.name)) {
            problems.add(
                    Diagnostic.error(
                            InventoryCode.GROUP_CIRCLE,
                            "group `" + child + "` is its own child",
                            place));
        } else {
            parent.children.putIfAbsent(child, place);
        }
    }

    /** The names that one entry of an inventory stands for, checked; what is wrong is reported. */
    List<DraftHost> hosts(String written, Places places, DraftGroup group) {
        said++;
        HostName split = HostName.split(written);
        Span all = places.at(0, written.length());
        List<String> names =
                switch (HostRange.expand(split.name(), MOST_HOSTS)) {
                    case HostRange.Names found -> found.names();
                    case HostRange.Wrong wrong -> {
                        Diagnostic bad =
                                Diagnostic.error(
                                        wrong.title().startsWith("a range of more")
                                                ? InventoryCode.TOO_LARGE
                                                : InventoryCode.BAD_RANGE,
                                        wrong.title(),
                                        places.at(
                                                split.from() + wrong.from(),
                                                split.from() + wrong.to()));
                        problems.add(wrong.help().isEmpty() ? bad : bad.help(wrong.help()));
                        yield List.of();
                    }
                };
        if (names.isEmpty()) {
            return List.of();
        }
        Optional<String> objection = HostName.objection(names.getFirst());
        if (objection.isPresent()) {
            problems.add(badName(split.name(), objection.get(), all));
            return List.of();
        }
        Optional<Variable> port = port(split, places, written);
        List<DraftHost> found = new ArrayList<>(names.size());
        for (String name : names) {
            DraftHost host = hosts.get(name);
            if (host == null) {
                if (hosts.size() >= MOST_HOSTS) {
                    tooMany(all);
                    return found;
                }
                DraftHost made = new DraftHost(name, all);
                port.ifPresent(variable -> made.variables.put(variable.name(), variable));
                hosts.put(name, made);
                host = made;
            } else if (port.isPresent()) {
                portIgnored(host, port.get());
            }
            group.hosts.add(name);
            found.add(host);
        }
        return found;
    }

    private void tooMany(Span place) {
        if (!full) {
            full = true;
            problems.add(
                    Diagnostic.error(
                            InventoryCode.TOO_LARGE,
                            "an inventory of more than " + MOST_HOSTS + " hosts",
                            place));
        }
    }

    private static Diagnostic badName(String name, String objection, Span place) {
        Diagnostic bad =
                Diagnostic.error(
                                InventoryCode.BAD_HOST_NAME,
                                "`" + name + "` cannot be the name of a host",
                                place)
                        .note(objection);
        if (name.equals("---")) {
            return bad.help("this looks like YAML: give the file a name that ends with `.yml`");
        }
        if (name.contains("=") && !name.startsWith("-")) {
            return bad.help(
                    "a variable of a group stands under `[group:vars]`; on a host's line the"
                            + " host's name comes first");
        }
        if (name.contains("@")) {
            return bad.help("write the user as a variable: `ansible_user=name`");
        }
        if (name.endsWith(":")) {
            return bad.help("write the port behind the `:`, or leave it out");
        }
        return bad;
    }

    private Optional<Variable> port(HostName split, Places places, String written) {
        if (split.port().isEmpty()) {
            return Optional.empty();
        }
        Span place = places.at(written.length() - split.port().length(), written.length());
        if (split.portNumber().isEmpty()) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_PORT,
                                    "`" + split.port() + "` is not a port",
                                    place)
                            .help("a port is a number from 1 to 65535"));
            return Optional.empty();
        }
        Value number = new Value.Whole(split.portNumber().getAsInt());
        return Optional.of(new Variable("ansible_port", number, place));
    }

    private void portIgnored(DraftHost host, Variable port) {
        Variable known = host.variables.get(port.name());
        if (known != null && known.value().equals(port.value())) {
            return;
        }
        problems.add(
                Diagnostic.warning(
                                InventoryCode.PORT_IGNORED,
                                "this port of `" + host.name + "` is not used",
                                port.span())
                        .related(host.declared, "declared here first")
                        .note("a port counts only where a host is named for the first time")
                        .help("write `ansible_port=" + written(port.value()) + "`"));
    }

    private static String written(Value value) {
        return value instanceof Value.Scalar scalar ? scalar.written() : value.toString();
    }

    void set(DraftGroup group, Variable variable) {
        if (variable.name().equals("ansible_group_priority")) {
            priority(group, variable);
        } else {
            group.variables.put(variable.name(), variable);
        }
    }

    void set(DraftHost host, Variable variable) {
        host.variables.put(variable.name(), variable);
    }

    private void priority(DraftGroup group, Variable variable) {
        String written = variable.value() instanceof Value.Scalar s ? s.written().strip() : "";
        try {
            group.priority = Integer.parseInt(written);
        } catch (NumberFormatException e) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_PRIORITY,
                                    "the priority of group `" + group.name + "` is not a number",
                                    variable.span())
                            .help(
                                    "write a whole number; the higher one wins, and 1 is the default"));
        }
    }
}
