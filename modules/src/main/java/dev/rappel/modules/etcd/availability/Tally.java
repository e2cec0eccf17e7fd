package dev.rappel.modules.etcd.availability;

import java.time.Duration;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What was seen in one phase. Not for several threads: {@link Ledger} keeps watch over it. */
final class Tally {
    final Latencies latencies = new Latencies();

    /** By host, the longest time in which its member answered nothing. */
    final SequencedMap<String, Duration> memberGaps = new TreeMap<>();

    long nanos;
    long probes;
    long errors;
    long writes;
    long writeErrors;
    long leaderChanges;
    Duration gap = Duration.ZERO;
    Duration writeGap = Duration.ZERO;

    boolean isEmpty() {
        return probes + errors + writes + writeErrors == 0;
    }

    void gap(Duration seen) {
        gap = longer(gap, seen);
    }

    void writeGap(Duration seen) {
        writeGap = longer(writeGap, seen);
    }

    void memberGap(String host, Duration seen) {
        memberGaps.merge(host, seen, Tally::longer);
    }

    void addAll(Tally other) {
        latencies.addAll(other.latencies);
        other.memberGaps.forEach(this::memberGap);
        nanos += other.nanos;
        probes += other.probes;
        errors += other.errors;
        writes += other.writes;
        writeErrors += other.writeErrors;
        leaderChanges += other.leaderChanges;
        gap(other.gap);
        writeGap(other.writeGap);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
