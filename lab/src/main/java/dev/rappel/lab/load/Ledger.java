package dev.rappel.lab.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What was promised for each key.
 *
 * <p>A key is written by one writer only, one attempt at a time, with rising sequences. An attempt
 * that was not acknowledged may have been applied, may never be, or may be applied <em>later</em>:
 * a paused member can hold a proposal and hand it in after its client has given up. So once an
 * attempt on a key is left without an answer, that key is never written again: what may be found
 * there is the last acknowledged value or that one open attempt, and nothing else, whenever one
 * looks. An acknowledged value that was overwritten by an acknowledged one must not come back.
 */
final class Ledger {
    /** Readers look at the newest keys half of the time. */
    private static final int NEWEST = 64;

    private static final long NONE = -1;

    private static final class Entry {
        final String key;
        long acknowledged = NONE;
        long revision;
        long atNanos;
        long open = NONE;
        boolean closed;

        Entry(String key) {
            this.key = key;
        }
    }

    /**
     * An acknowledged write that must still be there.
     *
     * @param sequence the sequence of the last acknowledged value
     * @param open a later attempt without an answer, whose value is right as well
     * @param revision the revision at which the cluster said it had written it
     * @param atNanos when that answer came, on the run's clock
     */
    record Promise(String key, long sequence, Optional<Long> open, long revision, long atNanos) {
        /** Whether finding the value with this sequence keeps the promise. */
        boolean keptBy(long found) {
            return found == sequence || (open.isPresent() && found == open.get());
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> acknowledged = new ArrayList<>();

    /** Before the call. */
    synchronized void attempt(String key, long sequence) {
        Entry entry = entries.computeIfAbsent(key, Entry::new);
        if (entry.open != NONE) {
            throw new IllegalStateException(
                    key + " has an attempt without an answer: it must not be written again");
        }
        if (sequence <= entry.acknowledged) {
            throw new IllegalStateException(key + ": sequences must rise");
        }
        entry.open = sequence;
    }

    /** The cluster said yes to the open attempt. */
    synchronized void acknowledge(String key, long revision, long atNanos) {
        Entry entry = open(key);
        if (entry.acknowledged == NONE) {
            acknowledged.add(entry);
        }
        entry.acknowledged = entry.open;
        entry.revision = revision;
        entry.atNanos = atNanos;
        entry.open = NONE;
    }

    /**
     * No answer, or an error: whether it was or will be applied is not known; the key is closed.
     */
    synchronized void giveUp(String key) {
        open(key).closed = true;
    }

    private Entry open(String key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.open == NONE || entry.closed) {
            throw new IllegalStateException(key + " has no attempt under way");
        }
        return entry;
    }

    /** What a read that begins now must find, for some acknowledged key; empty while none is. */
    synchronized Optional<Promise> any(RandomGenerator random) {
        if (acknowledged.isEmpty()) {
            return Optional.empty();
        }
        int size = acknowledged.size();
        int first = random.nextBoolean() ? Math.max(0, size - NEWEST) : 0;
        return Optional.of(promise(acknowledged.get(random.nextInt(first, size))));
    }

    /**
     * Whether a read that began when {@code before} was promised, and has just ended, may have
     * found the value with this sequence: not older than what was acknowledged when it began, not
     * newer than what has been attempted by now.
     */
    synchronized boolean mayBeFound(Promise before, long found) {
        Entry entry = entries.get(before.key());
        return entry != null
                && found >= before.sequence()
                && found <= Math.max(entry.acknowledged, entry.open);
    }

    /** Every acknowledged key with what must be found there, in the cluster's key order. */
    synchronized List<Promise> promises() {
        return acknowledged.stream()
                .map(Ledger::promise)
                .sorted(Comparator.comparing(Promise::key))
                .toList();
    }

    /** How many keys were attempted, acknowledged or not. */
    synchronized int keys() {
        return entries.size();
    }

    private static Promise promise(Entry entry) {
        return new Promise(
                entry.key,
                entry.acknowledged,
                entry.open == NONE ? Optional.empty() : Optional.of(entry.open),
                entry.revision,
                entry.atNanos);
    }
}
