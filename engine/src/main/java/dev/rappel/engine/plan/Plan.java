package dev.rappel.engine.plan;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run would do, as pure data: what is shown, saved, approved and compared.
 *
 * @param id short and easy to say, such as {@code 7K3}
 * @param made when the hosts were observed
 * @param asked what was asked for: enough to read the same files again
 * @param files the SHA-256 of every local file that took part, by absolute path, sorted
 * @param plays in the order in which they run
 */
public record Plan(
        String id, Instant made, Asked asked, List<FileHash> files, List<PlayPlan> plays) {
    public Plan {
        files = List.copyOf(files);
        plays = List.copyOf(plays);
    }

    /** A local file that took part. */
    public record FileHash(String path, String sha256) {}

    /** Every outlook of every task on every host, in order. */
    public Stream<Outlook> outlooks() {
        return plays.stream()
                .flatMap(p -> p.tasks().stream())
                .flatMap(t -> t.outlooks().stream())
                .flatMap(o -> o.turns().stream());
    }

    /** Whether a run would change anything, as far as can be told now. */
    public boolean changes() {
        return outlooks().anyMatch(Outlook::changes);
    }

    /** Whether something stands in the way, so that a run would be refused. */
    public boolean blocked() {
        return outlooks().anyMatch(Outlook.Blocked.class::isInstance);
    }
}
