package dev.rappel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In what order lines of hosts are written that are worked on side by side. */
final class PlainViewTest {
    private static final List<String> BATCH = List.of("h1", "h2", "h3");

    private final StringWriter out = new StringWriter();
    private final PlainView view =
            new PlainView(Samples.plain(), false, new PrintWriter(out, true));

    private void begins() {
        view.on(new Event.BatchStarted(Instant.EPOCH, 0, Optional.empty(), 0, BATCH));
    }

    private static Event.Spot spot(int task, String host) {
        return new Event.Spot(0, task, 0, host, "task " + task);
    }

    private void starts(int task) {
        BATCH.forEach(h -> view.on(new Event.TaskStarted(Instant.EPOCH, spot(task, h))));
    }

    private void end(int task, String host) {
        view.on(
                new Event.TaskEnded(
                        Instant.EPOCH, spot(task, host), Event.End.CHANGED, "", Duration.ZERO));
    }

    private List<String> written() {
        return out.toString().lines().map(l -> l.replaceAll(" +", " ").strip()).toList();
    }

    @Test
    void whoever_answers_first_hosts_of_a_task_stand_in_the_order_of_their_batch() {
        begins();
        starts(0);
        end(0, "h3");
        end(0, "h2");
        assertThat(written()).isEmpty();
        end(0, "h1");
        assertThat(written()).containsExactly("✓ h1 task 0 0.0s");
        starts(1);
        assertThat(written())
                .containsExactly("✓ h1 task 0 0.0s", "✓ h2 task 0 0.0s", "✓ h3 task 0 0.0s");
        end(1, "h2");
        view.on(new Event.BatchEnded(Instant.EPOCH, 0, 0, BATCH, Duration.ZERO, true));
        assertThat(written()).last().isEqualTo("✓ h2 task 1 0.0s");
    }

    @Test
    void a_failure_is_never_held_back() {
        begins();
        starts(0);
        view.on(
                new Event.TaskFailed(
                        Instant.EPOCH, spot(0, "h3"), Failure.of(Failure.Kind.FAILED, "it broke")));
        assertThat(written()).first().isEqualTo("✗ h3 task 0");
    }
}
