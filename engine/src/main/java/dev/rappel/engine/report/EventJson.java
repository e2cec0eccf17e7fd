package dev.rappel.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.plan.PlanJson;
import dev.rappel.engine.plan.ValueJson;
import dev.rappel.engine.report.Event.Spot;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Events as JSON, one object each, for machines: {@code event} and {@code at} first, then what it
 * tells, always in the same order. Times of day are ISO 8601 in UTC, lengths of time seconds.
 */
public final class EventJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PlanJson plans;
    private final ValueJson values;

    public EventJson(Secrets secrets) {
        this.plans = new PlanJson(secrets);
        this.values = new ValueJson(secrets);
    }

    public ObjectNode write(Event event) {
        ObjectNode node = JSON.objectNode();
        node.put("event", name(event)).put("at", event.at().toString());
        switch (event) {
            case Event.RunStarted e -> {
                text(node, "run", e.run());
                text(node, "journal", e.journal());
                node.set("plan", plans.write(e.plan()));
            }
            case Event.PlayStarted e -> {
                node.put("play", e.play());
                text(node, "title", e.title());
                list(node, "hosts", e.hosts());
                node.put("rolls", e.rolls());
            }
            case Event.OrderDecided e -> {
                node.put("play", e.play());
                part(node, e.part());
                list(node, "hosts", e.hosts());
                list(node, "last", e.last());
            }
            case Event.BatchStarted e -> {
                node.put("play", e.play());
                part(node, e.part());
                node.put("number", e.number());
                list(node, "hosts", e.hosts());
            }
            case Event.BatchEnded e -> {
                node.put("play", e.play()).put("number", e.number());
                list(node, "hosts", e.hosts());
                took(node, e.took());
                node.put("well", e.well());
            }
            case Event.TaskStarted e -> spot(node, e.spot());
            case Event.Says e -> text(spot(node, e.spot()), "text", e.text());
            case Event.Message e ->
                    text(spot(node, e.spot()), "text", e.text()).put("verbosity", e.verbosity());
            case Event.Guarded e -> {
                act(spot(node, e.spot()), e.act());
                verdict(node, e.verdict());
            }
            case Event.ActStarted e -> act(spot(node, e.spot()).put("number", e.number()), e.act());
            case Event.ActEnded e -> {
                act(spot(node, e.spot()).put("number", e.number()), e.act());
                took(node, e.took());
            }
            case Event.TaskEnded e -> {
                spot(node, e.spot()).put("end", word(e.end()));
                text(node, "note", e.note());
                took(node, e.took());
            }
            case Event.TaskFailed e -> spot(node, e.spot()).set("failure", failure(e.failure()));
            case Event.UndoStarted e -> text(node, "host", e.host()).put("acts", e.acts());
            case Event.UndoEnded e -> {
                text(node, "host", e.host()).put("well", e.stuck().isEmpty());
                e.stuck().ifPresent(f -> node.set("failure", failure(f)));
                took(node, e.took());
            }
            case Event.Soaking e -> {
                node.put("play", e.play());
                took(node, "time", e.time());
            }
            case Event.Stopping _ -> {}
            case Event.HostLost e ->
                    text(node, "host", e.host()).set("failure", failure(e.failure()));
            case Event.BesideEnded e -> {
                text(node, "name", e.name());
                node.set("saw", values.write(e.saw()));
                list(node, "summary", e.summary());
            }
            case Event.RunEnded e -> ended(node, e);
        }
        return node;
    }

    /** {@code TaskEnded} is {@code task_ended}. */
    private static String name(Event event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    private void ended(ObjectNode node, Event.RunEnded end) {
        text(node, "run", end.run()).put("well", end.failure().isEmpty());
        ArrayNode hosts = node.putArray("hosts");
        for (Event.HostSum host : end.hosts()) {
            text(hosts.addObject(), "host", host.host())
                    .put("standing", word(host.standing()))
                    .put("changed", host.changed())
                    .put("same", host.same())
                    .put("skipped", host.skipped());
        }
        end.failure().ifPresent(f -> node.set("failure", failure(f)));
        took(node, end.took());
    }

    private ObjectNode spot(ObjectNode node, Spot spot) {
        node.put("play", spot.play()).put("task", spot.task()).put("turn", spot.turn());
        text(node, "host", spot.host());
        return text(node, "title", spot.title());
    }

    /** What is done to what; how it is done, step by step, is in the plan and in the journal. */
    private void act(ObjectNode node, Act act) {
        ObjectNode one = node.putObject("act");
        one.put("kind", word(act.kind()));
        text(one, "subject", act.subject());
        text(one, "description", act.description()).put("disrupts", act.disrupts());
    }

    private void verdict(ObjectNode node, Verdict verdict) {
        switch (verdict) {
            case Verdict.Allowed allowed -> {
                node.put("allowed", true);
                node.set("seen", values.write(allowed.seen()));
            }
            case Verdict.Denied denied -> {
                text(node.put("allowed", false), "why", denied.why());
                node.set("seen", values.write(denied.seen()));
            }
        }
    }

    /** A failure, for machines. */
    public ObjectNode failure(Failure failure) {
        ObjectNode node = JSON.objectNode();
        node.put("kind", word(failure.kind()));
        text(node, "what", failure.what());
        text(node, "why", failure.why());
        text(node, "help", failure.help());
        list(node, "evidence", failure.evidence());
        return node;
    }

    private ObjectNode text(ObjectNode node, String field, String text) {
        node.set(field, values.text(text));
        return node;
    }

    private void part(ObjectNode node, Optional<String> part) {
        part.ifPresent(p -> text(node, "part", p));
    }

    private void list(ObjectNode node, String field, List<String> words) {
        ArrayNode list = node.putArray(field);
        words.forEach(w -> list.add(values.text(w)));
    }

    private static void took(ObjectNode node, Duration took) {
        took(node, "took", took);
    }

    private static void took(ObjectNode node, String field, Duration took) {
        node.put(field, took.toMillis() / 1000.0);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
