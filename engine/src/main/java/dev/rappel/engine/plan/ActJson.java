package dev.rappel.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Acts, steps and ways back as JSON, for plans and journals. */
public final class ActJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ValueJson values;

    public ActJson(Secrets secrets) {
        this.values = new ValueJson(secrets);
    }

    public ObjectNode write(Act act) {
        ObjectNode node = JSON.objectNode();
        node.put("kind", act.kind().name().toLowerCase(java.util.Locale.ROOT));
        node.set("subject", values.text(act.subject()));
        node.set("description", values.text(act.description()));
        act.difference()
                .ifPresent(d -> {
                    ObjectNode difference = node.putObject("difference");
                    difference.set("before", values.write(d.before()));
                    difference.set("after", values.write(d.after()));
                });
        node.put("disrupts", act.disrupts());
        node.set("steps", steps(act.steps()));
        return node;
    }

    public static Act act(JsonNode node) {
        Optional<Act.Difference> difference =
                node.has("difference")
                        ? Optional.of(
                                new Act.Difference(
                                        ValueJson.read(node.at("/difference/before")),
                                        ValueJson.read(node.at("/difference/after"))))
                        : Optional.empty();
        return new Act(
                Act.Kind.valueOf(text(node, "kind").toUpperCase(java.util.Locale.ROOT)),
                text(node, "subject"),
                text(node, "description"),
                difference,
                node.path("disrupts").booleanValue(),
                steps(node.path("steps")));
    }

    public ObjectNode write(Undo undo) {
        ObjectNode node = JSON.objectNode();
        switch (undo) {
            case Undo.Steps(var steps, var then, var tidy) -> {
                node.set("steps", steps(steps));
                node.set("then", steps(then));
                node.set("tidy", steps(tidy));
            }
            case Undo.Nothing() -> node.put("nothing", true);
            case Undo.Impossible(String why) -> node.set("impossible", values.text(why));
        }
        return node;
    }

    public static Undo undo(JsonNode node) {
        if (node.has("impossible")) {
            return new Undo.Impossible(text(node, "impossible"));
        }
        return node.has("nothing")
                ? new Undo.Nothing()
                : new Undo.Steps(
                        steps(node.path("steps")),
                        steps(node.path("then")),
                        steps(node.path("tidy")));
    }

    private ArrayNode steps(List<Step> steps) {
        ArrayNode list = JSON.arrayNode();
        steps.forEach(s -> list.add(write(s)));
        return list;
    }

    private static List<Step> steps(JsonNode list) {
        List<Step> steps = new ArrayList<>();
        list.forEach(s -> steps.add(step(s)));
        return steps;
    }

    public ObjectNode write(Step step) {
        ObjectNode node = JSON.objectNode();
        switch (step) {
            case Step.Run(Script script) -> {
                ObjectNode run = node.putObject("run");
                run.set("script", values.text(script.text()));
                ArrayNode parameters = run.putArray("parameters");
                script.parameters().forEach(p -> parameters.add(values.write(p)));
                run.set("environment", values.write(new Value.Fields(script.environment())));
                run.put("deadline", script.deadline().toString());
            }
            case Step.Put(Upload upload) -> {
                ObjectNode put = node.putObject("put");
                put.set("content", content(upload.content()));
                put.set("target", values.text(upload.target()));
                put.put("mode", upload.mode());
                upload.owner().ifPresent(o -> put.put("owner", o));
            }
            case Step.Own(String verb, Value.Fields with) -> {
                ObjectNode own = node.putObject("own");
                own.put("verb", verb);
                own.set("with", values.write(with));
            }
        }
        return node;
    }

    public static Step step(JsonNode node) {
        if (node.has("run")) {
            JsonNode run = node.get("run");
            List<Value> parameters = new ArrayList<>();
            run.path("parameters").forEach(p -> parameters.add(ValueJson.read(p)));
            SequencedMap<String, Value> environment =
                    ValueJson.read(run.path("environment")) instanceof Value.Fields(var fields)
                            ? fields
                            : new LinkedHashMap<>();
            return new Step.Run(
                    new Script(
                            text(run, "script"),
                            parameters,
                            environment,
                            Duration.parse(text(run, "deadline"))));
        }
        if (node.has("put")) {
            JsonNode put = node.get("put");
            return new Step.Put(
                    new Upload(
                            content(put.path("content")),
                            text(put, "target"),
                            text(put, "mode"),
                            put.has("owner") ? Optional.of(text(put, "owner")) : Optional.empty()));
        }
        JsonNode own = node.path("own");
        Value with = ValueJson.read(own.path("with"));
        return new Step.Own(
                text(own, "verb"),
                with instanceof Value.Fields fields
                        ? fields
                        : new Value.Fields(new LinkedHashMap<>()));
    }

    private ObjectNode content(Content content) {
        ObjectNode node = JSON.objectNode();
        switch (content) {
            case Content.Local local -> node.set("file", values.text(local.file().toString()));
            case Content.Inline inline -> node.set("text", values.write(inline.text()));
        }
        return node.put("sha256", content.sha256()).put("size", content.size());
    }

    private static Content content(JsonNode node) {
        String sha256 = text(node, "sha256");
        long size = node.path("size").longValue();
        return node.has("file")
                ? new Content.Local(Path.of(text(node, "file")), sha256, size)
                : new Content.Inline(ValueJson.read(node.path("text")), sha256, size);
    }

    private static String text(JsonNode node, String field) {
        JsonNode found = node.path(field);
        if (!found.isTextual()) {
            throw new IllegalArgumentException("no text \"" + field + "\" in " + node);
        }
        return found.textValue();
    }
}
