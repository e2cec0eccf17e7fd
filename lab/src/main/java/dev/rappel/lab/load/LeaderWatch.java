package dev.rappel.lab.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gathers what answers tell of leadership and versions.
 *
 * <p>The term in any answer of etcd is that of the last entry which the answering member applied,
 * so there was a leader in each term seen. A member that lags or replays its log tells of old ones:
 * terms from before the run are left out.
 */
final class LeaderWatch {
    private static final class Seen {
        final long nanos;
        long leader;

        Seen(long nanos) {
            this.nanos = nanos;
        }
    }

    private final TreeMap<Long, Seen> terms = new TreeMap<>();
    private final Map<String, List<String>> versions = new LinkedHashMap<>();
    private long first;

    /** The term in the header of an answer. */
    synchronized void term(long term, long nanos) {
        if (term >= 1 && term >= first) {
            if (first == 0) {
                first = term;
            }
            terms.computeIfAbsent(term, _ -> new Seen(nanos));
        }
    }

    synchronized void status(String endpoint, EndpointStatus status, long nanos) {
        List<String> seen = versions.computeIfAbsent(endpoint, _ -> new ArrayList<>());
        if (seen.isEmpty() || !seen.getLast().equals(status.version())) {
            seen.add(status.version());
        }
        term(status.term(), nanos);
        Seen term = terms.get(status.term());
        // The first one named is the right one: when a leader goes, its successor is known a moment
        // before the new term is.
        if (term != null && term.leader == 0) {
            term.leader = status.leader();
        }
    }

    /** Of all terms seen so far only the highest was not over when the run began. */
    synchronized void begin() {
        if (!terms.isEmpty()) {
            first = terms.lastKey();
            terms.headMap(first).clear();
        }
    }

    synchronized int changes() {
        return Math.max(0, terms.size() - 1);
    }

    synchronized Leadership leadership(RunClock clock) {
        return new Leadership(
                terms.entrySet().stream()
                        .map(e ->
                                new Leadership.Term(
                                        e.getKey(),
                                        Optional.of(e.getValue().leader)
                                                .filter(id -> id != 0)
                                                .map(EndpointStatus::hex),
                                        clock.at(e.getValue().nanos)))
                        .toList());
    }

    /** The versions that each endpoint has told, in order. */
    synchronized Map<String, List<String>> versions() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        versions.forEach((endpoint, seen) -> copy.put(endpoint, List.copyOf(seen)));
        return copy;
    }
}
