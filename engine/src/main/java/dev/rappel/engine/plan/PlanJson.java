package dev.rappel.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.text.Secrets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** A plan as JSON: its one written form, for files and for machines. */
public final class PlanJson {
    /** Goes up when an older rappel could no longer read it. */
    public static final int FORMAT = 1;

    private static final String KIND = "rappel-plan";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ActJson acts;
    private final ValueJson texts;

    public PlanJson(Secrets secrets) {
        this.acts = new ActJson(secrets);
        this.texts = new ValueJson(secrets);
    }

    /** Whether this looks like a plan of whatever format. */
    public static boolean isPlan(JsonNode node) {
        return node.path("kind").asText().equals(KIND);
    }

    public ObjectNode write(Plan plan) {
        ObjectNode node = JSON.objectNode();
        node.put("kind", KIND).put("format", FORMAT).put("id", plan.id());
        node.put("made", plan.made().toString());
        node.set("asked", asked(plan.asked()));
        ArrayNode files = node.putArray("files");
        plan.files()
                .forEach(f -> {
                    ObjectNode file = files.addObject();
                    file.set("path", texts.text(f.path()));
                    file.put("sha256", f.sha256());
                });
        ArrayNode plays = node.putArray("plays");
        plan.plays().forEach(p -> plays.add(play(p)));
        return node;
    }

    private ObjectNode asked(Asked asked) {
        ObjectNode node = JSON.objectNode();
        list(node, "playbooks", asked.playbooks());
        list(node, "inventories", asked.inventories());
        asked.limit().ifPresent(l -> node.set("limit", texts.text(l)));
        list(node, "extra", asked.extra());
        list(node, "tags", asked.tags());
        list(node, "skip_tags", asked.skipTags());
        return node.put("become", asked.become());
    }

    private void list(ObjectNode node, String name, List<String> words) {
        ArrayNode list = node.putArray(name);
        words.forEach(w -> list.add(texts.text(w)));
    }

    ObjectNode play(PlayPlan play) {
        ObjectNode node = JSON.objectNode();
        node.put("number", play.number());
        node.set("title", texts.text(play.title()));
        node.set("policy", texts.text(play.policy()));
        node.put("rolls", play.rolls());
        list(node, "hosts", play.hosts());
        ArrayNode tasks = node.putArray("tasks");
        play.tasks().forEach(t -> tasks.add(task(t)));
        return node;
    }

    private ObjectNode task(TaskPlan task) {
        ObjectNode node = JSON.objectNode();
        node.put("number", task.number());
        node.set("title", texts.text(task.title()));
        node.put("module", task.module());
        node.set("where", texts.text(task.where()));
        ArrayNode hosts = node.putArray("hosts");
        for (TaskPlan.HostOutlook host : task.outlooks()) {
            ObjectNode one = hosts.addObject();
            one.put("host", host.host());
            ArrayNode turns = one.putArray("turns");
            host.turns().forEach(t -> turns.add(outlook(t)));
        }
        return node;
    }

    public ObjectNode outlook(Outlook outlook) {
        ObjectNode node = JSON.objectNode();
        switch (outlook) {
            case Outlook.Same() -> node.put("outlook", "same");
            case Outlook.Acts(var planned, var cannotUndo, var unknown) -> {
                node.put("outlook", "acts");
                ArrayNode list = node.putArray("acts");
                planned.forEach(a -> list.add(acts.write(a)));
                cannotUndo.ifPresent(why -> node.set("cannot_undo", texts.text(why)));
                list(node, "unknown", List.copyOf(unknown));
            }
            case Outlook.Later(String because) -> {
                node.put("outlook", "later");
                node.set("because", texts.text(because));
            }
            case Outlook.Skipped(String because) -> {
                node.put("outlook", "skipped");
                node.set("because", texts.text(because));
            }
            case Outlook.Blocked(String what, String why, String help) -> {
                node.put("outlook", "blocked");
                node.set("what", texts.text(what));
                node.set("why", texts.text(why));
                node.set("help", texts.text(help));
            }
        }
        return node;
    }

    /**
     * @throws IllegalArgumentException with a reason, when it is not a plan of this format
     */
    public static Plan read(JsonNode node) {
        if (!isPlan(node)) {
            throw new IllegalArgumentException("this is not a plan");
        }
        if (node.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException(
                    "the plan has format "
                            + node.path("format").asText()
                            + ", and this rappel reads format "
                            + FORMAT);
        }
        try {
            return new Plan(
                    text(node, "id"),
                    Instant.parse(text(node, "made")),
                    readAsked(node.path("asked")),
                    each(
                            node.path("files"),
                            f -> new Plan.FileHash(text(f, "path"), text(f, "sha256"))),
                    each(node.path("plays"), PlanJson::readPlay));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time in the plan cannot be read", e);
        }
    }

    private static Asked readAsked(JsonNode node) {
        return new Asked(
                words(node.path("playbooks")),
                words(node.path("inventories")),
                node.has("limit") ? Optional.of(text(node, "limit")) : Optional.empty(),
                words(node.path("extra")),
                words(node.path("tags")),
                words(node.path("skip_tags")),
                node.path("become").asBoolean());
    }

    private static PlayPlan readPlay(JsonNode node) {
        return new PlayPlan(
                node.path("number").asInt(),
                text(node, "title"),
                text(node, "policy"),
                node.path("rolls").asBoolean(),
                words(node.path("hosts")),
                each(node.path("tasks"), PlanJson::readTask));
    }

    private static TaskPlan readTask(JsonNode node) {
        return new TaskPlan(
                node.path("number").asInt(),
                text(node, "title"),
                text(node, "module"),
                text(node, "where"),
                each(
                        node.path("hosts"),
                        h ->
                                new TaskPlan.HostOutlook(
                                        text(h, "host"),
                                        each(h.path("turns"), PlanJson::readOutlook))));
    }

    private static Outlook readOutlook(JsonNode node) {
        return switch (text(node, "outlook")) {
            case "same" -> new Outlook.Same();
            case "acts" -> {
                List<Act> planned = each(node.path("acts"), ActJson::act);
                yield new Outlook.Acts(
                        planned,
                        node.has("cannot_undo")
                                ? Optional.of(text(node, "cannot_undo"))
                                : Optional.empty(),
                        new TreeSet<>(words(node.path("unknown"))));
            }
            case "later" -> new Outlook.Later(text(node, "because"));
            case "skipped" -> new Outlook.Skipped(text(node, "because"));
            case "blocked" ->
                    new Outlook.Blocked(text(node, "what"), text(node, "why"), text(node, "help"));
            case String other -> throw new IllegalArgumentException("no outlook: " + other);
        };
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> reader) {
        List<T> read = new ArrayList<>();
        list.forEach(n -> read.add(reader.apply(n)));
        return read;
    }

    private static List<String> words(JsonNode list) {
        return each(list, JsonNode::asText);
    }

    private static String text(JsonNode node, String field) {
        JsonNode found = node.path(field);
        if (!found.isTextual()) {
            throw new IllegalArgumentException(
                    "the plan has no text \"" + field + "\" where one belongs");
        }
        return found.textValue();
    }
}
