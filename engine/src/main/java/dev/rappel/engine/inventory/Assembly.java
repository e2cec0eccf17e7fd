package dev.rappel.engine.inventory;

import dev.rappel.engine.inventory.Draft.DraftGroup;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Makes the inventory from the draft: every group comes under {@code all}, every host into some
 * group, depths are counted, circles found. Each step looks at each group and host once.
 */
final class Assembly {
    /** Groups nested deeper than this are a mistake. */
    private static final int DEEPEST = 100;

    private final Draft draft;
    private final Map<String, List<String>> parents = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final Map<List<String>, List<String>> ancestors = new HashMap<>();

    private Assembly(Draft draft) {
        this.draft = draft;
    }

    /** The groups and hosts; a circle among the groups is reported and cut. */
    static Inventory.Members of(Draft draft) {
        return new Assembly(draft).members();
    }

    private Inventory.Members members() {
        SequencedMap<String, Boolean> top = new LinkedHashMap<>();
        top.put(Group.UNGROUPED, true);
        draft.known(Group.ALL).children.keySet().forEach(child -> top.put(child, true));
        draft.groups
                .values()
                .forEach(group ->
                        group.children.keySet().forEach(child -> parents(child).add(group.name)));
        for (String name : draft.groups.sequencedKeySet()) {
            if (!name.equals(Group.ALL) && parents(name).isEmpty()) {
                parents(name).add(Group.ALL);
                top.put(name, true);
            }
        }
        if (!parents(Group.UNGROUPED).contains(Group.ALL)) {
            parents(Group.UNGROUPED).add(Group.ALL);
        }
        countDepths(List.copyOf(top.keySet()));
        return new Inventory.Members(groups(List.copyOf(top.keySet())), hosts());
    }

    private List<String> parents(String group) {
        return parents.computeIfAbsent(group, _ -> new ArrayList<>());
    }

    /** The longest way from the top, by taking groups whose parents are all done. */
    private void countDepths(List<String> top) {
        Map<String, Integer> waiting = new HashMap<>();
        draft.groups.keySet().forEach(name -> waiting.put(name, parents(name).size()));
        Deque<String> ready = new ArrayDeque<>();
        ready.add(Group.ALL);
        depths.put(Group.ALL, 0);
        while (!ready.isEmpty()) {
            String group = ready.remove();
            int below = depths.getOrDefault(group, 0) + 1;
            List<String> children =
                    group.equals(Group.ALL)
                            ? top
                            : List.copyOf(draft.known(group).children.keySet());
            for (String child : children) {
                depths.merge(child, below, Math::max);
                if (waiting.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                    tooDeep(child, below);
                }
            }
            waiting.remove(group);
        }
        if (!waiting.isEmpty()) {
            circle(waiting.keySet());
        }
    }

    private void tooDeep(String group, int depth) {
        Span place = draft.known(group).declared;
        if (depth == DEEPEST + 1 && place != null) {
            draft.problems.add(
                    Diagnostic.error(
                            InventoryCode.TOO_LARGE,
                            "groups more than " + DEEPEST + " levels deep",
                            place));
        }
    }

    /** Walks up from a group that was never ready until a group comes again. */
    private void circle(Set<String> left) {
        String group = left.iterator().next();
        Set<String> walked = new LinkedHashSet<>();
        while (walked.add(group)) {
            String from = group;
            group = parents(from).stream().filter(left::contains).findFirst().orElse(from);
        }
        List<String> circle = new ArrayList<>(walked);
        circle = circle.subList(circle.indexOf(group), circle.size()).reversed();
        List<Span> edges = new ArrayList<>();
        for (int i = 0; i < circle.size(); i++) {
            DraftGroup parent = draft.known(circle.get(i));
            Span edge = parent.children.get(circle.get((i + 1) % circle.size()));
            if (edge != null) {
                edges.add(edge);
            }
        }
        Diagnostic found =
                edges.isEmpty()
                        ? Diagnostic.error(InventoryCode.GROUP_CIRCLE, "groups hold each other")
                        : Diagnostic.error(
                                InventoryCode.GROUP_CIRCLE,
                                "groups hold each other: "
                                        + String.join(" → ", circle)
                                        + " → "
                                        + circle.getFirst(),
                                edges.getLast());
        for (Span edge : edges.subList(0, Math.max(0, Math.min(10, edges.size() - 1)))) {
            found = found.related(edge, "and here");
        }
        draft.problems.add(found.help("take one of these children away"));
    }

    private SequencedMap<String, Group> groups(List<String> top) {
        SequencedMap<String, List<String>> direct = directGroups();
        Set<String> strays = new LinkedHashSet<>();
        Set<String> notStrays = new LinkedHashSet<>();
        direct.forEach((host, groups) -> {
            List<String> others =
                    ancestors(groups).stream().filter(g -> !g.equals(Group.UNGROUPED)).toList();
            (others.isEmpty() ? strays : notStrays).add(host);
        });
        SequencedMap<String, Group> made = new LinkedHashMap<>();
        for (DraftGroup group : draft.groups.values()) {
            Set<String> hosts = new LinkedHashSet<>(group.hosts);
            if (group.name.equals(Group.UNGROUPED)) {
                hosts.removeAll(notStrays);
                hosts.addAll(strays);
            }
            made.put(
                    group.name,
                    new Group(
                            group.name,
                            Optional.ofNullable(group.declared),
                            List.copyOf(hosts),
                            group.name.equals(Group.ALL)
                                    ? top
                                    : List.copyOf(group.children.keySet()),
                            depths.getOrDefault(group.name, 0),
                            group.priority));
        }
        return made;
    }

    private SequencedMap<String, List<String>> directGroups() {
        SequencedMap<String, List<String>> direct = new LinkedHashMap<>();
        draft.hosts.keySet().forEach(host -> direct.put(host, new ArrayList<>()));
        draft.groups
                .values()
                .forEach(group ->
                        group.hosts.forEach(host ->
                                direct.computeIfAbsent(host, _ -> new ArrayList<>())
                                        .add(group.name)));
        return direct;
    }

    private SequencedMap<String, Host> hosts() {
        SequencedMap<String, Host> made = new LinkedHashMap<>();
        SequencedMap<String, List<String>> direct = directGroups();
        draft.hosts
                .values()
                .forEach(host -> {
                    List<String> groups =
                            new ArrayList<>(ancestors(direct.getOrDefault(host.name, List.of())));
                    if (groups.size() > 1) {
                        groups.remove(Group.UNGROUPED);
                    } else if (groups.isEmpty()) {
                        groups.add(Group.UNGROUPED);
                    }
                    made.put(host.name, new Host(host.name, host.declared, groups));
                });
        return made;
    }

    /** These groups and all that they are in, but not {@code all}; the strongest last. */
    private List<String> ancestors(List<String> groups) {
        List<String> known = ancestors.get(groups);
        if (known != null) {
            return known;
        }
        Set<String> found = new LinkedHashSet<>();
        Deque<String> todo = new ArrayDeque<>(groups);
        while (!todo.isEmpty()) {
            String group = todo.remove();
            if (!group.equals(Group.ALL) && found.add(group)) {
                todo.addAll(parents(group));
            }
        }
        List<String> sorted =
                found.stream()
                        .sorted(
                                Comparator.comparingInt((String g) -> depths.getOrDefault(g, 0))
                                        .thenComparingInt(g -> draft.known(g).priority)
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        ancestors.put(List.copyOf(groups), sorted);
        return sorted;
    }
}
