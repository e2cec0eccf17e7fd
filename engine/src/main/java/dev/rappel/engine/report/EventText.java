package dev.rappel.engine.report;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.report.Event.Spot;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Look.Ink;
import dev.rappel.engine.text.Masses;
import dev.rappel.engine.value.Durations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is told of an event when it has happened: the lines that stay. A view that shows what is
 * under way shows that by itself.
 */
public final class EventText {
    private static final int WIDEST_HOST = 24;

    private final Paper paper;
    private final boolean all;
    private final FailureText failures;

    /** How the acts of a turn went, so that its end tells them. */
    private final Map<Spot, List<String>> acts = new HashMap<>();

    /** What has been told in full already. */
    private final Set<String> told = new HashSet<>();

    private int hostWidth;

    /**
     * @param all whether what stays as it is, is skipped or is begun is told too
     */
    public EventText(Paper paper, boolean all) {
        this.paper = paper;
        this.all = all;
        this.failures = new FailureText(paper);
    }

    /** The lines that tell it; none for what only matters while it lasts. */
    public List<String> lines(Event event) {
        return switch (event) {
            case Event.RunStarted started -> started(started);
            case Event.PlayStarted play -> List.of("", paper.paint(Ink.BOLD, play.title()));
            case Event.OrderDecided order -> order(order);
            case Event.BatchStarted batch ->
                    all ? List.of(part(batch.part()) + "next: " + names(batch.hosts())) : List.of();
            case Event.BatchEnded batch ->
                    all && batch.well()
                            ? List.of(
                                    "done: "
                                            + names(batch.hosts())
                                            + "  "
                                            + Paper.time(batch.took()))
                            : List.of();
            case Event.TaskStarted _ -> List.of();
            case Event.Says _ -> List.of();
            case Event.Message(var _, Spot spot, String text, int verbosity) ->
                    verbosity <= (all ? 1 : 0) ? message(spot, text) : List.of();
            case Event.Guarded guarded -> guarded(guarded);
            case Event.ActStarted _ -> List.of();
            case Event.ActEnded ended -> remember(ended);
            case Event.TaskEnded ended -> ended(ended);
            case Event.TaskFailed(var _, Spot spot, Failure failure) -> failed(spot, failure);
            case Event.UndoStarted(var _, String host, int acts) ->
                    List.of(
                            mark(Ink.WARNING, "▸")
                                    + host(host)
                                    + "  taking back "
                                    + Masses.count(acts, "act"));
            case Event.UndoEnded ended -> undone(ended);
            case Event.Soaking(var _, int _, var time) ->
                    List.of(mark(Ink.FAINT, "▸") + "watching for " + Durations.print(time));
            case Event.Stopping _ ->
                    List.of(
                            mark(Ink.WARNING, "▸")
                                    + "stopping: what is under way is finished, nothing new is begun"
                                    + " (Ctrl-C again stops at once)");
            case Event.HostLost(var _, String host, Failure failure) -> lost(host, failure);
            case Event.BesideEnded beside -> beside(beside);
            case Event.RunEnded ended -> new Ending(paper, told).lines(ended);
        };
    }

    private List<String> started(Event.RunStarted started) {
        hostWidth =
                Math.min(
                        WIDEST_HOST,
                        started.plan().plays().stream()
                                .flatMap(p -> p.hosts().stream())
                                .mapToInt(h -> Paper.width(plain(h)))
                                .max()
                                .orElse(0));
        return List.of(
                paper.paint(Ink.BOLD, "run")
                        + "  "
                        + plain(started.run())
                        + "   journal "
                        + plain(started.journal()));
    }

    private List<String> order(Event.OrderDecided order) {
        if (order.hosts().size() < 2) {
            return List.of();
        }
        String last =
                order.last().isEmpty() || order.last().size() == order.hosts().size()
                        ? ""
                        : "   last: " + names(order.last());
        return List.of(
                paper.paint(
                        Ink.FAINT, part(order.part()) + "order: " + names(order.hosts()) + last));
    }

    private String part(Optional<String> part) {
        return part.map(p -> plain(p) + "  ").orElse("");
    }

    private List<String> message(Spot spot, String text) {
        List<String> lines = new ArrayList<>();
        String lead = mark(Ink.UNKNOWN, "·") + host(spot.host()) + "  ";
        for (String line : paper.text(text).lines().toList()) {
            lines.add(lead + line);
            lead = " ".repeat(Paper.width(lead));
        }
        return lines;
    }

    private List<String> guarded(Event.Guarded guarded) {
        String head = host(guarded.spot().host()) + "  guard: ";
        String about = plain(guarded.act().subject());
        return switch (guarded.verdict()) {
            case Verdict.Allowed allowed ->
                    all
                            ? List.of(mark(Ink.FAINT, "=") + head + about + " may be interrupted")
                            : List.of();
            case Verdict.Denied denied ->
                    List.of(mark(Ink.ERROR, "x") + head + plain(denied.why()));
        };
    }

    private List<String> remember(Event.ActEnded ended) {
        Act act = ended.act();
        if (act.kind() != Act.Kind.CHECK) {
            acts.computeIfAbsent(ended.spot(), _ -> new ArrayList<>())
                    .add((plain(act.subject()) + "  " + plain(act.description())).strip());
        }
        return List.of();
    }

    private List<String> ended(Event.TaskEnded ended) {
        Spot spot = ended.spot();
        List<String> done = Optional.ofNullable(acts.remove(spot)).orElse(List.of());
        String note = plain(ended.note());
        String took = "  " + Paper.time(ended.took());
        return switch (ended.end()) {
            case CHANGED ->
                    List.of(
                            mark(Ink.CHANGED, "✓")
                                    + spot(spot)
                                    + tail(note.isEmpty() ? String.join("; ", done) : note)
                                    + took);
            case SAME ->
                    all || !note.isEmpty()
                            ? List.of(mark(Ink.ADDED, "=") + spot(spot) + tail(note) + took)
                            : List.of();
            case SKIPPED ->
                    all
                            ? List.of(
                                    paper.paint(
                                            Ink.FAINT,
                                            mark(Ink.FAINT, "-") + spot(spot) + tail(note)))
                            : List.of();
            // The failure itself was told, with its reasons.
            case FAILED -> List.of();
        };
    }

    private List<String> failed(Spot spot, Failure failure) {
        acts.remove(spot);
        told.add(failure.what());
        List<String> lines = new ArrayList<>();
        lines.add(mark(Ink.ERROR, "✗") + spot(spot));
        failures.lines("", failure).forEach(l -> lines.add("     " + l));
        return lines;
    }

    /** A task that was lost with its host has told it already. */
    private List<String> lost(String host, Failure failure) {
        if (!told.add(failure.what())) {
            return List.of();
        }
        String who = failure.what().startsWith(host) ? "" : plain(host) + ": ";
        return failures.lines(" ✗ " + who, failure);
    }

    private List<String> undone(Event.UndoEnded ended) {
        String took = "  " + Paper.time(ended.took());
        if (ended.stuck().isEmpty()) {
            return List.of(
                    mark(Ink.ADDED, "✓") + host(ended.host()) + "  is as it was before" + took);
        }
        List<String> lines = new ArrayList<>();
        lines.add(mark(Ink.ERROR, "✗") + host(ended.host()) + "  could not be put back" + took);
        failures.lines("", ended.stuck().get()).forEach(l -> lines.add("     " + l));
        return lines;
    }

    private List<String> beside(Event.BesideEnded beside) {
        List<String> lines = new ArrayList<>();
        String lead = " " + paper.paint(Ink.BOLD, beside.name()) + "  ";
        for (String line : beside.summary()) {
            lines.add(lead + paper.line(line));
            lead = " ".repeat(Paper.width(lead));
        }
        return lines;
    }

    private String spot(Spot spot) {
        return host(spot.host()) + "  " + plain(spot.title());
    }

    /** What stands behind a title. */
    private static String tail(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private String mark(Ink ink, String sign) {
        return " " + Paper.pad(paper.paint(ink, sign), 1) + " ";
    }

    private String host(String host) {
        return Paper.pad(paper.cut(plain(host), WIDEST_HOST), hostWidth);
    }

    private String names(List<String> hosts) {
        return plain(HostNames.brief(hosts));
    }

    private String plain(String text) {
        return paper.line(text);
    }
}
