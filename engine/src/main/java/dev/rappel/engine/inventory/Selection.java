package dev.rappel.engine.inventory;

import dev.rappel.engine.inventory.Pattern.Names;
import dev.rappel.engine.inventory.Pattern.Part;
import dev.rappel.engine.inventory.Pattern.Positions;
import dev.rappel.engine.inventory.Pattern.Sign;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the hosts that a pattern means. */
final class Selection {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

    private final Inventory inventory;
    private final Problems problems;
    private final Suggestions suggestions = new Suggestions();
    private final List<Diagnostic> unknown = new ArrayList<>();
    private boolean failed;

    Selection(Inventory inventory, Problems problems) {
        this.inventory = inventory;
        this.problems = problems;
    }

    List<Host> select(Pattern pattern, Optional<Pattern> limit) {
        Set<Host> selected = hosts(pattern);
        boolean before = !selected.isEmpty();
        if (limit.isPresent()) {
            selected.retainAll(hosts(limit.get()));
        }
        if (selected.isEmpty() && unknown.isEmpty() && !failed) {
            problems.add(
                    before
                            ? Diagnostic.error(
                                    InventoryCode.NOTHING_SELECTED,
                                    "the limit leaves none of the hosts of `" + pattern + "`",
                                    limit.orElse(pattern).parts().getFirst().span())
                            : Diagnostic.error(
                                    InventoryCode.NOTHING_SELECTED,
                                    "`" + pattern + "` selects no host",
                                    pattern.parts().getFirst().span()));
        }
        for (Diagnostic name : unknown) {
            problems.add(selected.isEmpty() ? asError(name) : name);
        }
        return failed ? List.of() : List.copyOf(selected);
    }

    private static Diagnostic asError(Diagnostic d) {
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                d.code(),
                d.title(),
                d.span(),
                d.label(),
                d.related(),
                d.notes(),
                d.helps());
    }

    private Set<Host> hosts(Pattern pattern) {
        Set<Host> selected = new LinkedHashSet<>();
        List<Part> parts = pattern.parts();
        if (parts.stream().noneMatch(part -> part.sign() == Sign.ADD)) {
            selected.addAll(hosts(Pattern.all().parts().getFirst()));
        }
        for (Sign sign : Sign.values()) {
            for (Part part : parts) {
                if (part.sign() == sign) {
                    List<Host> found = hosts(part);
                    switch (sign) {
                        case ADD -> selected.addAll(found);
                        case ALSO_IN -> selected.retainAll(Set.copyOf(found));
                        case NOT_IN -> found.forEach(selected::remove);
                    }
                }
            }
        }
        return selected;
    }

    private List<Host> hosts(Part part) {
        Optional<Host> host = inventory.host(part.text());
        if (host.isPresent() && part.sign() == Sign.ADD && part.positions().isEmpty()) {
            return List.of(host.get());
        }
        Set<Host> found = new LinkedHashSet<>();
        boolean known =
                switch (part.names()) {
                    case Names.Exactly(String name) -> exactly(name, found);
                    case Names.Like(String glob) -> {
                        Glob matcher = Glob.of(glob);
                        yield like(matcher::matches, found);
                    }
                    case Names.Matching(String regex) -> matching(regex, part, found);
                };
        if (!known && found.isEmpty() && !part.text().equals(Group.ALL)) {
            unknown.add(unknown(part));
        }
        List<Host> all = List.copyOf(found);
        return part.positions().map(positions -> cut(all, positions, part)).orElse(all);
    }

    private boolean exactly(String name, Set<Host> found) {
        Optional<Group> group = inventory.group(name);
        group.ifPresent(g -> found.addAll(inventory.hostsOf(g)));
        if (group.isEmpty() || name.indexOf('.') >= 0) {
            inventory.host(name).ifPresent(found::add);
        }
        return group.isPresent();
    }

    private boolean like(Predicate<String> names, Set<Host> found) {
        boolean known = false;
        for (Group group : inventory.groups()) {
            if (names.test(group.name())) {
                known = true;
                found.addAll(inventory.hostsOf(group));
            }
        }
        inventory.hosts().stream().filter(host -> names.test(host.name())).forEach(found::add);
        return known;
    }

    private boolean matching(String regex, Part part, Set<Host> found) {
        NameRegex matcher = NameRegex.of(regex);
        try {
            return like(matcher::matches, found);
        } catch (NameRegex.TooSlow e) {
            failed = true;
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_REGEX,
                                    "`" + part.text() + "` takes too long to match",
                                    part.span())
                            .help("avoid repetitions inside repetitions, such as `(a+)+`"));
            return true;
        }
    }

    private List<Host> cut(List<Host> hosts, Positions positions, Part part) {
        if (hosts.isEmpty()) {
            return hosts;
        }
        int first = positions.first() < 0 ? hosts.size() + positions.first() : positions.first();
        if (first < 0 || first >= hosts.size()) {
            failed |= positions.one();
            String title =
                    "`"
                            + part.text()
                            + "` has "
                            + hosts.size()
                            + (hosts.size() == 1 ? " host" : " hosts")
                            + ", and none at position "
                            + positions.first();
            problems.add(
                    positions.one()
                            ? Diagnostic.error(InventoryCode.BAD_POSITION, title, part.span())
                                    .help(
                                            "positions count from 0, or from -1 backwards; for characters at"
                                                    + " the end of a name write `~"
                                                    + part.text()
                                                    + "["
                                                    + positions.first()
                                                    + "]$`")
                            : Diagnostic.warning(InventoryCode.BAD_POSITION, title, part.span()));
            return List.of();
        }
        int last = Math.min(positions.last().orElse(hosts.size() - 1), hosts.size() - 1);
        return positions.one() ? List.of(hosts.get(first)) : hosts.subList(first, last + 1);
    }

    private Diagnostic unknown(Part part) {
        Diagnostic nothing =
                Diagnostic.warning(
                        InventoryCode.UNKNOWN_NAME,
                        part.names() instanceof Names.Exactly
                                ? "there is no host and no group `" + part.text() + "`"
                                : "no host and no group matches `" + part.text() + "`",
                        part.span());
        if (part.names() instanceof Names.Exactly(String name)) {
            List<String> known = new ArrayList<>(inventory.groupNames());
            known.addAll(inventory.hostNames());
            for (String close : suggestions.closest(name, known)) {
                nothing = nothing.help("did you mean `" + close + "`?");
            }
            if (LOCAL.contains(name)) {
                nothing =
                        nothing.help(
                                "the machine that this runs on is not a host by itself:"
                                        + " name it in the inventory");
            }
        }
        return nothing;
    }
}
