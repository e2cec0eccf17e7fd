package dev.rappel.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.FileMode;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ActJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Secrets secrets = new Secrets();

    private static JsonNode again(JsonNode node) throws Exception {
        return JSON.readTree(JSON.writeValueAsString(node));
    }

    private static Value.Fields fields(Map<String, Value> fields) {
        return new Value.Fields(new LinkedHashMap<>(fields));
    }

    private static List<Value> everyKindOfValue() {
        return List.of(
                new Value.Text("a \"b\" \n ü"),
                new Value.Whole(7),
                new Value.Whole(8, "0o10"),
                new Value.Decimal(3.1, "3.10"),
                new Value.Bool(true),
                new Value.Bool(false, "no"),
                new Value.Time(Duration.ofSeconds(90), "90s"),
                Version.parse("3.6.14").orElseThrow(),
                Size.parse("512MB").orElseThrow(),
                FileMode.parse("0644").orElseThrow(),
                new Value.Nothing(),
                new Value.Items(List.of(new Value.Text("x"), new Value.Nothing())),
                fields(Map.of("$time", new Value.Text("not a time"))),
                fields(Map.of()));
    }

    @Test
    void every_kind_of_value_is_the_same_after_it_was_written_and_read() throws Exception {
        for (Value value : everyKindOfValue()) {
            assertThat(ValueJson.read(again(new ValueJson(secrets).write(value)))).isEqualTo(value);
        }
    }

    @Test
    void acts_and_ways_back_are_the_same_after_they_were_written_and_read() throws Exception {
        SequencedMap<String, Value> environment = new LinkedHashMap<>();
        environment.put("A", new Value.Text("b"));
        List<Step> steps =
                List.of(
                        new Step.Run(
                                new Script(
                                        "echo \"$1\"",
                                        everyKindOfValue(),
                                        environment,
                                        Duration.ofMillis(1500))),
                        new Step.Put(
                                new Upload(
                                        new Content.Local(Path.of("/x/y"), "ab".repeat(32), 12),
                                        "/etc/y",
                                        "644",
                                        Optional.of("root:root"))),
                        new Step.Put(
                                new Upload(
                                        new Content.Inline(
                                                new Value.Text("text"), "cd".repeat(32), 4),
                                        "/etc/z",
                                        "600",
                                        Optional.empty())),
                        new Step.Own("hand-over", fields(Map.of("to", new Value.Text("e2")))));
        Act act =
                new Act(
                        Act.Kind.INTERRUPT,
                        "app.service",
                        "restart",
                        Optional.of(new Act.Difference(new Value.Text("a"), new Value.Text("b"))),
                        true,
                        steps);
        ActJson json = new ActJson(secrets);
        assertThat(ActJson.act(again(json.write(act)))).isEqualTo(act);
        for (Undo undo :
                List.of(
                        new Undo.Steps(steps, steps.subList(0, 1)),
                        new Undo.Steps(steps, List.of(), steps.subList(1, 2)),
                        new Undo.Nothing(),
                        new Undo.Impossible("gone is gone"))) {
            assertThat(ActJson.undo(again(json.write(undo)))).isEqualTo(undo);
        }
    }

    @Test
    void a_secret_is_in_no_written_form_by_type_or_by_text() throws Exception {
        secrets.add("s3cr3t-word");
        Act act =
                new Act(
                        Act.Kind.CHANGE,
                        "/etc/x",
                        "content s3cr3t-word",
                        Optional.of(
                                new Act.Difference(
                                        new Value.Secret(new Value.Text("old-one")),
                                        new Value.Text("key=s3cr3t-word"))),
                        false,
                        List.of(
                                new Step.Run(
                                        Script.of(
                                                "cat",
                                                Duration.ofSeconds(1),
                                                new Value.Secret(new Value.Text("another"))))));
        String written = JSON.writeValueAsString(new ActJson(secrets).write(act));
        assertThat(written).doesNotContain("s3cr3t-word", "old-one", "another");
    }
}
