package dev.rappel.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PlainProgressTest {
    private final AtomicLong clock = new AtomicLong();
    private final StringWriter out = new StringWriter();
    private final PlainProgress progress =
            new PlainProgress(new PrintWriter(out), new StepLine(false), clock::get);

    @Test
    void a_quick_step_leaves_no_line() {
        try (Progress.Step step = progress.start("looking")) {
            pass(Duration.ofMillis(900));
            step.done();
        }

        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_slow_step_is_announced_after_a_second_and_again_every_ten() {
        try (Progress.Step step = progress.start("image")) {
            step.now("unpacking systemd");
            for (int i = 0; i < 23; i++) {
                pass(Duration.ofMillis(500));
            }
            step.done("412 MB");
        }

        assertThat(out.toString().lines())
                .containsExactly(
                        " ▸ image: unpacking systemd  1.0s",
                        " ▸ image: unpacking systemd  11.0s",
                        " ✓ image: 412 MB  11.5s");
    }

    @Test
    void a_step_that_is_closed_without_done_has_failed() {
        try (Progress.Step step = progress.start("hosts")) {
            step.now("n1");
        }

        assertThat(out.toString().lines()).containsExactly(" ✗ hosts  0.0s");
    }

    @Test
    void minutes_are_shown_as_minutes_and_plain_charsets_get_plain_signs() {
        StepLine plain = new StepLine(true);

        assertThat(plain.done("build", "", Duration.ofSeconds(125).toNanos()))
                .isEqualTo(" ok build  2m05s");
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
        progress.tick();
    }
}
