package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import java.time.Duration;
import java.util.List;

/**
 * A task that is repeated until something is so.
 *
 * @param until conditions over the task's own result and everything else; all must be true
 * @param retries how often it is tried again after the first time
 * @param delay the pause between two tries
 */
public record Retry(List<Expression> until, int retries, Duration delay) {
    /** Ansible's. */
    static final int RETRIES = 3;

    /** Ansible's. */
    static final Duration DELAY = Duration.ofSeconds(5);

    public Retry {
        until = List.copyOf(until);
    }
}
