package dev.rappel.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rappel.engine.text.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is no longer as an earlier plan saw it. */
public final class PlanDifference {
    private PlanDifference() {}

    /**
     * One line for each thing that differs; empty when a run of the one is a run of the other. The
     * ids, the times and the order in which hosts would go now do not count: the order is decided
     * anew in any run.
     */
    public static List<String> of(Plan saved, Plan now, Secrets secrets) {
        List<String> lines = new ArrayList<>(files(saved, now));
        if (saved.plays().size() != now.plays().size()) {
            lines.add("the playbook has other plays");
            return lines;
        }
        PlanJson json = new PlanJson(secrets);
        for (int i = 0; i < now.plays().size(); i++) {
            PlayPlan before = saved.plays().get(i);
            PlayPlan after = now.plays().get(i);
            if (!List.copyOf(before.hosts()).stream()
                    .sorted()
                    .toList()
                    .equals(after.hosts().stream().sorted().toList())) {
                lines.add("play \"" + after.title() + "\" has other hosts");
            } else if (before.tasks().size() != after.tasks().size()) {
                lines.add("play \"" + after.title() + "\" has other tasks");
            } else {
                for (int t = 0; t < after.tasks().size(); t++) {
                    task(before.tasks().get(t), after.tasks().get(t), json, lines);
                }
            }
        }
        return lines;
    }

    private static List<String> files(Plan saved, Plan now) {
        Map<String, String> before = new HashMap<>();
        saved.files().forEach(f -> before.put(f.path(), f.sha256()));
        List<String> lines = new ArrayList<>();
        for (Plan.FileHash file : now.files()) {
            String hash = before.remove(file.path());
            if (hash == null) {
                lines.add(file.path() + " takes part now, and did not");
            } else if (!hash.equals(file.sha256())) {
                lines.add(file.path() + " has changed");
            }
        }
        before.keySet().stream().sorted().forEach(f -> lines.add(f + " no longer takes part"));
        return lines;
    }

    private static void task(TaskPlan before, TaskPlan after, PlanJson json, List<String> lines) {
        for (TaskPlan.HostOutlook outlook : after.outlooks()) {
            List<JsonNode> then =
                    before.on(outlook.host())
                            .map(o -> o.turns().stream().<JsonNode>map(json::outlook).toList())
                            .orElse(List.of());
            List<JsonNode> current = outlook.turns().stream().<JsonNode>map(json::outlook).toList();
            if (!then.equals(current)) {
                lines.add(outlook.host() + ": \"" + after.title() + "\" would do something else");
            }
        }
        if (before.outlooks().size() != after.outlooks().size()) {
            lines.add("\"" + after.title() + "\" is for other hosts");
        }
    }
}
