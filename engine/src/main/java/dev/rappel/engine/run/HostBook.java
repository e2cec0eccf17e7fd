package dev.rappel.engine.run;

import dev.rappel.engine.report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each host stands in a run. Safe for many threads. */
final class HostBook {
    private static final class Page {
        private Event.Standing standing = Event.Standing.UNTOUCHED;
        private int changed;
        private int same;
        private int skipped;
        private boolean touched;
        private final List<Begun> begun = new ArrayList<>();
        private final List<Begun> settled = new ArrayList<>();
    }

    private final Map<String, Page> pages = new LinkedHashMap<>();

    synchronized void open(String host) {
        pages.computeIfAbsent(host, _ -> new Page());
    }

    private Page page(String host) {
        return pages.computeIfAbsent(host, _ -> new Page());
    }

    synchronized void count(String host, Event.End end) {
        Page page = page(host);
        switch (end) {
            case CHANGED -> page.changed++;
            case SAME -> page.same++;
            case SKIPPED -> page.skipped++;
            case FAILED -> {}
        }
    }

    /** A change has been begun for this host that must be taken back if it fails. */
    synchronized void begin(String host, Begun begun) {
        Page page = page(host);
        page.begun.add(begun);
        page.touched = true;
        page.standing = Event.Standing.PARTLY;
    }

    /** What would have to be taken back on this host now, oldest first. */
    synchronized List<Begun> begun(String host) {
        return List.copyOf(page(host).begun);
    }

    /** What is begun on hosts and neither settled nor taken back, a line for each. */
    synchronized List<String> halfDone() {
        List<String> lines = new ArrayList<>();
        pages.forEach((host, p) -> p.begun.forEach(b -> lines.add(host + "  " + b.line())));
        return lines;
    }

    /** From here on nothing that was done for this host is taken back any more. */
    synchronized void settle(String host) {
        page(host).settled.addAll(page(host).begun);
        page(host).begun.clear();
        page(host).standing = Event.Standing.DONE;
    }

    /** What was done for this host and stays, oldest first. */
    synchronized List<Begun> settled(String host) {
        return List.copyOf(page(host).settled);
    }

    /** A play begins: what was done before is not the end any more. */
    synchronized void again(String host) {
        Page page = page(host);
        if (page.standing == Event.Standing.DONE) {
            page.standing = page.touched ? Event.Standing.PARTLY : Event.Standing.UNTOUCHED;
        }
    }

    synchronized void stands(String host, Event.Standing standing) {
        page(host).begun.clear();
        page(host).standing = standing;
    }

    /** Whether this host was changed in this run, taken back or not. */
    synchronized boolean touched(String host) {
        return page(host).touched;
    }

    /** Whether anything was changed in this run. */
    synchronized boolean touched() {
        return pages.values().stream().anyMatch(p -> p.touched);
    }

    synchronized List<Event.HostSum> sums() {
        List<Event.HostSum> sums = new ArrayList<>();
        pages.forEach((host, p) ->
                sums.add(new Event.HostSum(host, p.standing, p.changed, p.same, p.skipped)));
        return sums;
    }

    synchronized List<String> standing(Event.Standing standing) {
        return sums().stream()
                .filter(s -> s.standing() == standing)
                .map(Event.HostSum::host)
                .toList();
    }
}
