package dev.rappel.cli;

import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.TaskPlan;
import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Why a plan cannot be run, said once more below it: where the plan marks it with x is often more
 * than a screen above. Only the first task that is blocked is told: what stands in its way is
 * mostly in the way of all that follow.
 */
final class Obstruction {
    private final SequencedMap<Outlook.Blocked, SequencedSet<String>> hosts = new LinkedHashMap<>();
    private final long others;

    private Obstruction(Plan plan) {
        List<TaskPlan> blocked =
                plan.plays().stream()
                        .flatMap(p -> p.tasks().stream())
                        .filter(Obstruction::isBlocked)
                        .toList();
        others = blocked.size() - 1L;
        blocked.getFirst().outlooks().stream()
                .forEach(on ->
                        on.turns()
                                .forEach(turn -> {
                                    if (turn instanceof Outlook.Blocked why) {
                                        hosts.computeIfAbsent(why, _ -> new LinkedHashSet<>())
                                                .add(on.host());
                                    }
                                }));
    }

    private static boolean isBlocked(TaskPlan task) {
        return task.outlooks().stream()
                .flatMap(o -> o.turns().stream())
                .anyMatch(Outlook.Blocked.class::isInstance);
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
        List<String> reasons = new ArrayList<>();
        hosts.entrySet().stream()
                .map(e -> {
                    Outlook.Blocked one = e.getKey();
                    String what = one.why().isEmpty() ? one.what() : one.what() + ": " + one.why();
                    return String.join(", ", e.getValue()) + ": " + what;
                })
                .forEach(reasons::add);
        if (others > 0) {
            reasons.add("more is marked with x in the plan above; this comes first");
        }
        return reasons;
    }
}
