package dev.rappel.lab.load;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who led while the run lasted.
 *
 * @param terms each raft term in which a leader was seen at work, in order. A term shorter than the
 *     time between two looks can be missed
 */
public record Leadership(List<Term> terms) {
    /**
     * @param leader the leader's member id in hexadecimal, where a status named it
     */
    public record Term(long term, Optional<String> leader, Instant seen) {}

    public Leadership {
        terms = List.copyOf(terms);
    }

    /**
     * How often leadership began anew. The same member leading again in a later term counts:
     * clients feel an election, whoever wins it.
     */
    public int changes() {
        return Math.max(0, terms.size() - 1);
    }
}
