package dev.rappel.lab.load;

import java.time.Duration;

/**
 * The figures of a run that goes on.
 *
 * @param phase the phase that was marked last
 * @param sinceLastWrite the time since the last acknowledged write, or since the beginning
 * @param longestWriteGap the longest such time so far, the present one included
 */
public record LoadSnapshot(
        Duration lasted,
        String phase,
        long writes,
        long writesFailed,
        long reads,
        long readsFailed,
        long wrongReads,
        Duration sinceLastWrite,
        Duration longestWriteGap,
        Duration longestReadGap,
        int leadershipChanges) {}
