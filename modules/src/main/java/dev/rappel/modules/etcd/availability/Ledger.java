package dev.rappel.modules.etcd.availability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Who was answered when, phase by phase. Safe for many threads; times are those of {@link
 * System#nanoTime}.
 *
 * <p>A gap is the time between two successes that follow one another; before the first one there is
 * none. It belongs to the phase in which its middle lies, for the one that caused it holds most of
 * it.
 */
final class Ledger {
    /** Before the run says what it does. */
    static final String FIRST = "beginning";

    private final SequencedMap<String, Tally> phases = new LinkedHashMap<>();
    private final List<Begin> begins = new ArrayList<>();
    private final Map<String, Long> memberSuccess = new HashMap<>();
    private final long start;
    private Optional<Long> success = Optional.empty();
    private Optional<Long> writeSuccess = Optional.empty();
    private long term;

    private record Begin(long at, Tally tally) {}

    Ledger(long now) {
        start = now;
        phase(FIRST, now);
    }

    synchronized void phase(String name, long now) {
        Tally next = phases.computeIfAbsent(name, _ -> new Tally());
        if (!begins.isEmpty()) {
            Begin last = begins.getLast();
            if (last.tally() == next) {
                return;
            }
            last.tally().nanos += now - last.at();
        }
        begins.add(new Begin(now, next));
    }

    /** It has been asked for the first time: from here on its silence counts. */
    synchronized void member(String host, long now) {
        memberSuccess.putIfAbsent(host, now);
    }

    /** A member answered its own probe. */
    synchronized void answered(String host, long now) {
        Long before = memberSuccess.put(host, now);
        if (before != null) {
            at(before, now).memberGap(host, Duration.ofNanos(now - before));
        }
    }

    /** A client of all members had its read answered. */
    synchronized void served(long begun, long now, long seenTerm) {
        Tally tally = current();
        tally.probes++;
        tally.latencies.add(now - begun);
        success.filter(before -> now > before)
                .ifPresent(before -> at(before, now).gap(Duration.ofNanos(now - before)));
        success = Optional.of(later(success, now));
        if (seenTerm > term) {
            if (term != 0) {
                tally.leaderChanges++;
            }
            term = seenTerm;
        }
    }

    /** A client of all members had its read answered by none. */
    synchronized void failed() {
        current().probes++;
        current().errors++;
    }

    synchronized void wrote(long now) {
        current().writes++;
        writeSuccess
                .filter(before -> now > before)
                .ifPresent(before -> at(before, now).writeGap(Duration.ofNanos(now - before)));
        writeSuccess = Optional.of(later(writeSuccess, now));
    }

    synchronized void writeFailed() {
        current().writes++;
        current().writeErrors++;
    }

    /** Silence that lasts to the end is a gap too. */
    synchronized void end(long now, boolean writes) {
        long read = success.orElse(start);
        at(read, now).gap(Duration.ofNanos(now - read));
        if (writes) {
            long write = writeSuccess.orElse(start);
            at(write, now).writeGap(Duration.ofNanos(now - write));
        }
        memberSuccess.forEach(
                (host, before) -> at(before, now).memberGap(host, Duration.ofNanos(now - before)));
        current().nanos += now - begins.getLast().at();
    }

    synchronized Tally total() {
        Tally total = new Tally();
        phases.values().forEach(total::addAll);
        return total;
    }

    /** Those in which anything was asked, in the order in which they began. */
    synchronized SequencedMap<String, Tally> byPhase() {
        SequencedMap<String, Tally> copies = new LinkedHashMap<>();
        phases.forEach((name, tally) -> {
            if (!tally.isEmpty()) {
                Tally copy = new Tally();
                copy.addAll(tally);
                copies.put(name, copy);
            }
        });
        return copies;
    }

    /** Answers may be told out of their order. */
    private static long later(Optional<Long> before, long now) {
        return before.filter(b -> b > now).orElse(now);
    }

    private Tally current() {
        return begins.getLast().tally();
    }

    private Tally at(long from, long to) {
        long middle = from + (to - from) / 2 - start;
        for (Begin begin : begins.reversed()) {
            if (begin.at() - start <= middle) {
                return begin.tally();
            }
        }
        return begins.getFirst().tally();
    }
}
