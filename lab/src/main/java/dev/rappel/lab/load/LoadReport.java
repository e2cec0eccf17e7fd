package dev.rappel.lab.load;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a load client saw, from its first call to reading everything back.
 *
 * @param endpoints the endpoints it spoke to
 * @param prefix what its keys begin with
 * @param began when it started
 * @param lasted until it was told to stop
 * @param writes all puts
 * @param reads all linearizable gets; those of the verification are not among them
 * @param phases the same by phase, in order; the first is called {@code start}
 * @param leadership who led
 * @param versions the server versions that each endpoint told, in order
 * @param verification how reading back went
 * @param lost every acknowledged write that could not be read back, by key
 * @param wrongReadCount reads during the run that missed an acknowledged write
 * @param wrongReads the first of them
 * @param keysKept whether the keys are still in the cluster
 */
public record LoadReport(
        List<URI> endpoints,
        String prefix,
        Instant began,
        Duration lasted,
        CallFigures writes,
        CallFigures reads,
        List<Phase> phases,
        Leadership leadership,
        Map<String, List<String>> versions,
        Verification verification,
        List<LostWrite> lost,
        long wrongReadCount,
        List<WrongRead> wrongReads,
        boolean keysKept) {

    /** The figures of one phase. */
    public record Phase(
            String name, Instant began, Duration lasted, CallFigures writes, CallFigures reads) {}

    /** What the whole run proves. */
    public enum Verdict {
        /** Every acknowledged write was read back. */
        KEPT,
        /** An acknowledged write was missing, during the run or after it. */
        LOST,
        /** Nothing was found missing, but nothing was acknowledged or not all could be read. */
        UNPROVEN,
    }

    public LoadReport {
        endpoints = List.copyOf(endpoints);
        phases = List.copyOf(phases);
        lost = List.copyOf(lost);
        wrongReads = List.copyOf(wrongReads);
    }

    public Verdict verdict() {
        if (!lost.isEmpty() || wrongReadCount > 0) {
            return Verdict.LOST;
        }
        return writes.ok() > 0 && verification.complete() ? Verdict.KEPT : Verdict.UNPROVEN;
    }

    public boolean ok() {
        return verdict() == Verdict.KEPT;
    }

    /** For people: an aligned block of text, its lines ended by {@code \n}. */
    public String text() {
        return new ReportText(this).text();
    }

    /** For programs: the same as one JSON object; durations in milliseconds, instants ISO 8601. */
    public String json() {
        return new ReportJson(this).text();
    }
}
