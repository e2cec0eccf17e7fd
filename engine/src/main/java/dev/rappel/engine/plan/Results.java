package dev.rappel.engine.plan;

import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a task's {@code register} gets, in a plan and in a run alike. */
public final class Results {
    private Results() {}

    /** Of a task that was done, or would be. */
    public static Value.Fields of(Value.Fields result, boolean changed) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("changed", new Value.Bool(changed));
        fields.put("skipped", new Value.Bool(false));
        fields.putAll(result.fields());
        return new Value.Fields(fields);
    }

    /** Of a task whose conditions are false. */
    public static Value.Fields skipped() {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("changed", new Value.Bool(false));
        fields.put("skipped", new Value.Bool(true));
        return new Value.Fields(fields);
    }

    /** Of a task with a loop: the results of its turns in {@code results}. */
    public static Value.Fields ofLoop(List<Value.Fields> turns) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("changed", new Value.Bool(turns.stream().anyMatch(t -> isTrue(t, "changed"))));
        fields.put(
                "skipped",
                new Value.Bool(
                        !turns.isEmpty() && turns.stream().allMatch(t -> isTrue(t, "skipped"))));
        fields.put("results", new Value.Items(List.copyOf(turns)));
        return new Value.Fields(fields);
    }

    private static boolean isTrue(Value.Fields fields, String name) {
        return fields.fields().get(name) instanceof Value.Bool(boolean truth, String _) && truth;
    }
}
