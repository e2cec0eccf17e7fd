package dev.rappel.cli;

import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.text.Failure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Why a plan cannot be run, said once more below it: where the plan marks it with x is often more
 * than a screen above.
 */
final class Obstruction {
    private final SequencedMap<Outlook.Blocked, SequencedSet<String>> hosts = new LinkedHashMap<>();

    private Obstruction(Plan plan) {
        plan.plays().stream()
                .flatMap(p -> p.tasks().stream())
                .flatMap(t -> t.outlooks().stream())
                .forEach(on ->
                        on.turns()
                                .forEach(turn -> {
                                    if (turn instanceof Outlook.Blocked blocked) {
                                        hosts.computeIfAbsent(blocked, _ -> new LinkedHashSet<>())
                                                .add(on.host());
                                    }
                                }));
    }

    static Failure of(Plan plan) {
        Obstruction all = new Obstruction(plan);
        List<String> help =
                all.hosts.keySet().stream()
                        .map(Outlook.Blocked::help)
                        .filter(h -> !h.isEmpty())
                        .distinct()
                        .toList();
        return Failure.of(Failure.Kind.REFUSED, "not run, and nothing was touched")
                .why(String.join("\n", all.reasons()))
                .help(String.join("\n", help));
    }

    private List<String> reasons() {
        return hosts.entrySet().stream()
                .map(e -> {
                    Outlook.Blocked one = e.getKey();
                    String what = one.why().isEmpty() ? one.what() : one.what() + ": " + one.why();
                    return String.join(", ", e.getValue()) + ": " + what;
                })
                .toList();
    }
}
