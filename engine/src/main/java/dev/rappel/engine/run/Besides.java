package dev.rappel.engine.run;

import dev.rappel.engine.module.Beside;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.report.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** What goes on beside the tasks. */
final class Besides {
    private final SequencedMap<String, Beside> running = new LinkedHashMap<>();
    private final Time time;

    Besides(Time time) {
        this.time = time;
    }

    synchronized void start(String name, Supplier<Beside> start) {
        if (!running.containsKey(name)) {
            running.put(name, start.get());
        }
    }

    synchronized void phase(String host, String task, boolean rolling) {
        running.values().forEach(b -> b.phase(host, task, rolling));
    }

    /** One short line for each, by its name. */
    synchronized Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        running.forEach((name, beside) -> lines.put(name, beside.line()));
        return lines;
    }

    /** Ends all of them. One that cannot end well must not keep the others from it. */
    synchronized List<Event.BesideEnded> end() {
        List<Event.BesideEnded> ended =
                running.entrySet().stream().map(e -> end(e.getKey(), e.getValue())).toList();
        running.clear();
        return ended;
    }

    private Event.BesideEnded end(String name, Beside beside) {
        try {
            return new Event.BesideEnded(time.now(), name, beside.end(), beside.summary());
        } catch (RuntimeException broken) {
            return new Event.BesideEnded(
                    time.now(), name, Call.nothing(), List.of("ended badly: " + broken));
        }
    }
}
