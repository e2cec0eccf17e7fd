package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * All hosts and groups with their variables. Immutable.
 *
 * <p>Variables come in Ansible's order of precedence, the weakest first: the group {@code all} as
 * the inventory has it, then the other groups by depth, priority and name; {@code group_vars} of
 * {@code all} beside the inventory and beside the playbook; {@code group_vars} of the other groups,
 * likewise; the host as the inventory has it; {@code host_vars} beside the inventory and beside the
 * playbook; last what the engine itself sets. So every file of {@code group_vars} beats every group
 * variable inside the inventory, whatever its priority.
 */
public final class Inventory {
    /** Who there is, without variables. */
    record Members(SequencedMap<String, Group> groups, SequencedMap<String, Host> hosts) {
        Members {
            groups = Collections.unmodifiableSequencedMap(groups);
            hosts = Collections.unmodifiableSequencedMap(hosts);
        }
    }

    private final Members members;
    private final Map<String, Vars.Layer> groupVars;
    private final Map<String, Vars.Layer> hostVars;
    private final List<VarsFolder.Found> besideInventory;
    private final List<VarsFolder.Found> besidePlaybook;

    Inventory(
            Members members,
            Map<String, Vars.Layer> groupVars,
            Map<String, Vars.Layer> hostVars,
            List<VarsFolder.Found> besideInventory,
            List<VarsFolder.Found> besidePlaybook) {
        this.members = members;
        this.groupVars = groupVars;
        this.hostVars = hostVars;
        this.besideInventory = List.copyOf(besideInventory);
        this.besidePlaybook = List.copyOf(besidePlaybook);
    }

    static Inventory of(Draft draft, List<VarsFolder> folders) {
        Members members = Assembly.of(draft);
        Map<String, Vars.Layer> groupVars = new LinkedHashMap<>();
        draft.groups
                .values()
                .forEach(g -> put(groupVars, new Origin(Origin.Kind.GROUP, g.name), g.variables));
        Map<String, Vars.Layer> hostVars = new LinkedHashMap<>();
        draft.hosts
                .values()
                .forEach(h -> put(hostVars, new Origin(Origin.Kind.HOST, h.name), h.variables));
        List<VarsFolder.Found> files = new ArrayList<>();
        folders.forEach(folder -> files.add(folder.read(members, draft.problems)));
        return new Inventory(members, groupVars, hostVars, files, List.of());
    }

    private static void put(
            Map<String, Vars.Layer> layers,
            Origin origin,
            SequencedMap<String, Variable> variables) {
        if (!variables.isEmpty()) {
            layers.put(origin.of(), new Vars.Layer(origin, variables));
        }
    }

    /** An inventory without hosts, for what needs none. */
    public static Inventory empty() {
        return of(new Draft(new Problems()), List.of());
    }

    /**
     * This inventory with the variables from {@code group_vars/} and {@code host_vars/} in the
     * folder of a playbook, which beat those beside the inventory.
     */
    public Inventory besidePlaybook(Path folder, Problems problems) {
        VarsFolder.Found files = new VarsFolder(folder).read(members, problems);
        return new Inventory(members, groupVars, hostVars, besideInventory, List.of(files));
    }

    /** All hosts, in the order in which the files name them. */
    public Collection<Host> hosts() {
        return members.hosts().values();
    }

    /** All groups, {@code all} and {@code ungrouped} first, then as the files name them. */
    public Collection<Group> groups() {
        return members.groups().values();
    }

    public Optional<Host> host(String name) {
        return Optional.ofNullable(members.hosts().get(name));
    }

    public Optional<Group> group(String name) {
        return Optional.ofNullable(members.groups().get(name));
    }

    Set<String> hostNames() {
        return members.hosts().keySet();
    }

    Set<String> groupNames() {
        return members.groups().keySet();
    }

    /** All hosts of a group and of the groups in it: its own first, then level by level. */
    public List<Host> hostsOf(Group group) {
        SequencedSet<String> names = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> todo = new ArrayDeque<>(List.of(group.name()));
        while (!todo.isEmpty()) {
            String next = todo.remove();
            if (seen.add(next)) {
                Group member = members.groups().get(next);
                if (member != null) {
                    names.addAll(member.hosts());
                    todo.addAll(member.children());
                }
            }
        }
        return names.stream().map(members.hosts()::get).toList();
    }

    /** The variables of a host. */
    public Vars vars(Host host) {
        List<Vars.Layer> layers = new ArrayList<>();
        add(layers, groupVars, Group.ALL);
        host.groups().forEach(group -> add(layers, groupVars, group));
        besideInventory.forEach(files -> files.addGroup(layers, Group.ALL));
        besidePlaybook.forEach(files -> files.addGroup(layers, Group.ALL));
        besideInventory.forEach(
                files -> host.groups().forEach(group -> files.addGroup(layers, group)));
        besidePlaybook.forEach(
                files -> host.groups().forEach(group -> files.addGroup(layers, group)));
        add(layers, hostVars, host.name());
        besideInventory.forEach(files -> files.addHost(layers, host.name()));
        besidePlaybook.forEach(files -> files.addHost(layers, host.name()));
        layers.add(builtIn(host));
        return Vars.of(layers);
    }

    /** The variables that a group itself gives its hosts. */
    public Vars vars(Group group) {
        List<Vars.Layer> layers = new ArrayList<>();
        add(layers, groupVars, group.name());
        besideInventory.forEach(files -> files.addGroup(layers, group.name()));
        besidePlaybook.forEach(files -> files.addGroup(layers, group.name()));
        return Vars.of(layers);
    }

    private static void add(List<Vars.Layer> layers, Map<String, Vars.Layer> known, String name) {
        Vars.Layer layer = known.get(name);
        if (layer != null) {
            layers.add(layer);
        }
    }

    private static Vars.Layer builtIn(Host host) {
        Span place = host.declared();
        boolean address = HostName.isIpv4(host.name()) || HostName.isIpv6(host.name());
        int dot = host.name().indexOf('.');
        String brief = address || dot < 0 ? host.name() : host.name().substring(0, dot);
        List<Value> groups = host.groups().stream().sorted().<Value>map(Value.Text::new).toList();
        return Vars.Layer.of(
                new Origin(Origin.Kind.BUILT_IN, ""),
                List.of(
                        new Variable("inventory_hostname", new Value.Text(host.name()), place),
                        new Variable("inventory_hostname_short", new Value.Text(brief), place),
                        new Variable("group_names", new Value.Items(groups), place)));
    }

    /** The built-in variable {@code groups}: the names of the hosts of every group. */
    public Value.Fields groupsValue() {
        SequencedMap<String, Value> groups = new LinkedHashMap<>();
        for (Group group : groups()) {
            List<Value> names =
                    hostsOf(group).stream().<Value>map(h -> new Value.Text(h.name())).toList();
            groups.put(group.name(), new Value.Items(names));
        }
        return new Value.Fields(groups);
    }
}
