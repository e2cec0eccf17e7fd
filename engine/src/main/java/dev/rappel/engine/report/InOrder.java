package dev.rappel.engine.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Puts what is told of hosts side by side into the order of their batch, whoever answered first:
 * two runs that did the same then read the same. The first host's lines are never held back, the
 * others' until the task has ended on all.
 */
final class InOrder {
    /** What waits of one batch: of its present task, by the host's place in the batch. */
    private static final class Held {
        private final List<String> hosts;
        private final TreeMap<Integer, List<String>> lines = new TreeMap<>();
        private int task = -1;

        Held(List<String> hosts) {
            this.hosts = hosts;
        }

        List<String> release() {
            List<String> all = lines.values().stream().flatMap(List::stream).toList();
            lines.clear();
            return all;
        }
    }

    private final SequencedMap<String, Held> byHost = new LinkedHashMap<>();

    /** The lines that can be written now that this has happened, which would give those lines. */
    List<String> lines(Event event, List<String> fresh) {
        return switch (event) {
            case Event.BatchStarted batch -> {
                Held held = new Held(batch.hosts());
                batch.hosts().forEach(h -> byHost.put(h, held));
                yield fresh;
            }
            case Event.TaskStarted(var _, Event.Spot spot) -> with(begins(spot), fresh);
            case Event.TaskEnded(var _, Event.Spot spot, var _, var _, var _) ->
                    later(spot.host(), fresh);
            case Event.Message(var _, Event.Spot spot, var _, var _) -> later(spot.host(), fresh);
            case Event.Guarded(var _, Event.Spot spot, var _, var _) -> later(spot.host(), fresh);
            case Event.BatchEnded batch -> {
                List<String> before = release(batch.hosts());
                batch.hosts().forEach(byHost::remove);
                yield with(before, fresh);
            }
            case Event.UndoStarted(var _, String host, int _) ->
                    with(release(List.of(host)), fresh);
            case Event.HostLost(var _, String host, var _) -> with(release(List.of(host)), fresh);
            case Event.BesideEnded _, Event.RunEnded _ ->
                    with(release(List.copyOf(byHost.keySet())), fresh);
            case Event.RunStarted _,
                    Event.PlayStarted _,
                    Event.OrderDecided _,
                    Event.Says _,
                    Event.ActStarted _,
                    Event.ActEnded _,
                    Event.TaskFailed _,
                    Event.UndoEnded _,
                    Event.Soaking _,
                    Event.Stopping _ ->
                    fresh;
        };
    }

    private List<String> begins(Event.Spot spot) {
        Held held = byHost.get(spot.host());
        if (held == null || held.task == spot.task()) {
            return List.of();
        }
        held.task = spot.task();
        return held.release();
    }

    private List<String> later(String host, List<String> fresh) {
        Held held = byHost.get(host);
        int place = held == null ? 0 : held.hosts.indexOf(host);
        if (held == null || place <= 0) {
            return fresh;
        }
        held.lines.computeIfAbsent(place, _ -> new ArrayList<>()).addAll(fresh);
        return List.of();
    }

    private List<String> release(Collection<String> hosts) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, Held> entry : byHost.entrySet()) {
            if (hosts.contains(entry.getKey())) {
                all.addAll(entry.getValue().release());
            }
        }
        return all;
    }

    private static List<String> with(List<String> before, List<String> fresh) {
        if (before.isEmpty()) {
            return fresh;
        }
        List<String> all = new ArrayList<>(before);
        all.addAll(fresh);
        return all;
    }
}
