package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * In which order a play goes through its hosts, and how many at a time.
 *
 * @param serial the sizes of the batches, one after the other, the last one repeated; empty: all
 *     hosts at once
 * @param order hosts with smaller values go first; evaluated anew after every batch
 * @param last hosts for which this is true go after all others; evaluated anew after every batch
 * @param partition the variable by whose value hosts are divided; each part rolls by itself
 * @param parallel how many parts roll at the same time
 * @param soak how long a batch must stay well before the next one begins
 * @param confirm whether a person is asked between batches
 */
public record Strategy(
        List<Batch> serial,
        Optional<Expression> order,
        Optional<Expression> last,
        Optional<String> partition,
        int parallel,
        Duration soak,
        boolean confirm) {
    /** All hosts at the same time. */
    public static final Strategy ALL_AT_ONCE =
            new Strategy(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    Duration.ZERO,
                    false);

    public Strategy {
        serial = List.copyOf(serial);
    }

    /** Whether hosts go one batch after the other. */
    public boolean rolls() {
        return !serial.isEmpty();
    }

    /** How many hosts make a batch. */
    public sealed interface Batch {
        /** How many of {@code all} hosts, at least one. */
        int of(int all);

        record Count(int hosts) implements Batch {
            @Override
            public int of(int all) {
                return Math.max(1, Math.min(hosts, all));
            }
        }

        /** Rounded down, as Ansible does. */
        record Percent(int percent) implements Batch {
            @Override
            public int of(int all) {
                return Math.max(1, (int) ((long) all * percent / 100));
            }
        }
    }
}
