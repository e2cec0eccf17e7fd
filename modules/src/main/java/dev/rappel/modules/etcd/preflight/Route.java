package dev.rappel.modules.etcd.preflight;

import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The step from one minor to the next, and what is wrong with taking it; pure.
 *
 * @param from the minor that the members run, those that have arrived aside
 * @param walkable whether there is a way from the one to the other at all
 */
record Route(Minor from, Minor to, boolean walkable, List<Finding> findings) {
    /** The first patch of each minor that has none of the faults that break such a change. */
    private static final Map<Minor, Integer> FLOORS =
            Map.of(
                    new Minor(3, 4), 32,
                    new Minor(3, 5), 32,
                    new Minor(3, 6), 11,
                    new Minor(3, 7), 1);

    Route {
        findings = List.copyOf(findings);
    }

    boolean goesDown() {
        return to.compareTo(from) < 0;
    }

    static Route of(Situation situation, PreflightArguments args) {
        Minor to = Minor.of(args.to());
        List<Finding> found = new ArrayList<>();
        Map<String, Version> runs = new LinkedHashMap<>();
        situation
                .hosts()
                .forEach(h -> situation.runs(h).ifPresent(version -> runs.put(h.host(), version)));
        TreeSet<Minor> others = new TreeSet<>();
        runs.values().stream().map(Minor::of).filter(m -> !m.equals(to)).forEach(others::add);
        Optional<Minor> wanted = args.from().map(Minor::of);
        if (others.size() > 1) {
            found.add(
                    new Finding(
                            "the cluster",
                            "its members run several minor versions: " + told(runs),
                            "bring all of them to one minor first"));
        } else if (wanted.isPresent() && !others.isEmpty() && !others.contains(wanted.get())) {
            found.add(
                    new Finding(
                            "the cluster",
                            "it is to go from " + wanted.get() + " and runs " + told(runs),
                            "take the playbook for the version that runs"));
        }
        Minor from =
                others.isEmpty()
                        ? wanted.filter(w -> runs.isEmpty()).orElse(to)
                        : farthest(others, to);
        boolean near = from.equals(to) || from.isNextTo(to);
        if (!near) {
            Minor next = new Minor(from.major(), from.minor() + (to.compareTo(from) < 0 ? -1 : 1));
            found.add(
                    new Finding(
                            "the cluster",
                            "from " + from + " to " + to + " is more than one minor version",
                            "go to " + next + " first"));
        }
        if (!args.anyPatch()) {
            floors(args.to(), runs, from, to, found);
        }
        return new Route(from, to, near, found);
    }

    private static Minor farthest(TreeSet<Minor> others, Minor to) {
        return others.first().compareTo(to) < 0 ? others.first() : others.last();
    }

    private static void floors(
            Version target, Map<String, Version> runs, Minor from, Minor to, List<Finding> found) {
        Integer floor = FLOORS.get(to);
        if (floor != null && target.parts().size() > 2 && target.patch() < floor) {
            found.add(
                    new Finding(
                            "the target",
                            target + " is too old a patch of " + to + ": " + fault(to),
                            "take " + to + "." + floor + " or newer"));
        }
        Integer start = FLOORS.get(from);
        if (to.compareTo(from) > 0 && start != null) {
            runs.forEach((host, version) -> {
                if (Minor.of(version).equals(from) && version.patch() < start) {
                    found.add(
                            new Finding(
                                    host,
                                    "it runs " + version + ", from which etcd does not go up",
                                    "bring it to " + from + "." + start + " or newer first"));
                }
            });
        }
    }

    private static String fault(Minor minor) {
        return minor.equals(new Minor(3, 4))
                ? "it does not bring a cluster of 3.5 down"
                : "it has faults that can harm a cluster of two versions";
    }

    private static String told(Map<String, Version> runs) {
        return String.join(
                ", ", runs.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }
}
