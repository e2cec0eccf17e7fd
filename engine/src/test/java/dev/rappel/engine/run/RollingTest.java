package dev.rappel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, their order, and what lies between them. */
final class RollingTest {
    private final Trial trial;

    RollingTest(@TempDir Path folder) {
        this.trial = new Trial(folder);
    }

    private static String roll(String strategy, String mode) {
        return """
        - hosts: all
          strategy: {%s}
          tasks:
            - keep: {key: a, value: one, mode: %s}
        """
                .formatted(strategy, mode);
    }

    private List<List<String>> batches() {
        return trial.all(Event.BatchStarted.class).stream().map(Event.BatchStarted::hosts).toList();
    }

    @Test
    void the_leader_goes_last_also_when_it_moves_on_the_way() throws Exception {
        trial.hosts.of("h1").put("leader", "yes");
        trial.hosts.onPut =
                (host, _) -> {
                    if (host.equals("h2")) {
                        trial.hosts.of("h1").remove("leader");
                        trial.hosts.of("h3").put("leader", "yes");
                    }
                };
        assertThat(trial.run(roll("serial: 1, last: keep.leads", "plain")).failure()).isEmpty();
        assertThat(trial.hosts.done())
                .containsExactly("h2 put a=one", "h1 put a=one", "h3 put a=one");
        assertThat(trial.all(Event.OrderDecided.class).stream().map(Event.OrderDecided::last))
                .containsExactly(List.of("h1"), List.of("h3"), List.of("h3"));
    }

    @Test
    void the_last_size_is_repeated() throws Exception {
        assertThat(trial.run(roll("serial: [1, 2]", "plain")).failure()).isEmpty();
        assertThat(batches()).containsExactly(List.of("h1"), List.of("h2", "h3"));
    }

    @Test
    void an_order_by_values_is_kept() throws Exception {
        trial.run(roll("serial: 1, order: \"inventory_hostname == 'h1'\"", "plain"));
        assertThat(trial.hosts.done())
                .containsExactly("h2 put a=one", "h3 put a=one", "h1 put a=one");
    }

    @Test
    void parts_roll_each_by_itself() throws Exception {
        assertThat(trial.run(roll("serial: 1, partition: cluster, parallel: 2", "plain")).failure())
                .isEmpty();
        assertThat(trial.all(Event.OrderDecided.class).stream().map(Event.OrderDecided::part))
                .containsExactlyInAnyOrder(
                        Optional.of("blue"), Optional.of("blue"), Optional.of("green"));
        assertThat(trial.hosts.done().indexOf("h1 put a=one"))
                .isLessThan(trial.hosts.done().indexOf("h2 put a=one"));
    }

    @Test
    void a_guard_sees_the_hosts_of_its_part_only() throws Exception {
        trial.hosts.of("h3").put("down", "yes");
        trial.run(roll("serial: 1, partition: cluster", "guarded"));
        assertThat(trial.hosts.done()).containsExactly("h1 put a=one", "h2 put a=one");
    }

    @Test
    void later_batches_never_start_after_a_failure_and_earlier_ones_stay() throws Exception {
        trial.hosts.onPut =
                (host, key) -> {
                    if (host.equals("h2") && key.equals("a")) {
                        trial.hosts.of("h2").put("a", "spoilt");
                    }
                };
        Event.RunEnded end = trial.run(roll("serial: 1", "own"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.PUT_BACK);
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.DONE);
        assertThat(trial.standing(end, "h2")).isEqualTo(Event.Standing.PUT_BACK);
        assertThat(trial.standing(end, "h3")).isEqualTo(Event.Standing.UNTOUCHED);
        assertThat(trial.hosts.of("h1")).containsEntry("a", "one");
        assertThat(trial.hosts.of("h2")).isEmpty();
        assertThat(trial.hosts.of("h3")).isEmpty();
    }

    @Test
    void between_batches_it_waits_and_asks() throws Exception {
        trial.answer = Optional.of("y");
        trial.run(roll("serial: 1, soak: 1m, confirm: yes", "plain"));
        assertThat(trial.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(trial.hosts.done()).hasSize(3);
    }

    @Test
    void an_answer_that_is_not_yes_ends_the_run_at_a_safe_point() throws Exception {
        trial.answer = Optional.of("no");
        assertThat(trial.kindOf(roll("serial: 1, confirm: yes", "plain")))
                .isEqualTo(Failure.Kind.INTERRUPTED);
        assertThat(trial.hosts.done()).containsExactly("h1 put a=one");
    }

    @Test
    void a_play_that_wants_to_ask_does_not_begin_where_nobody_is() throws Exception {
        assertThat(trial.kindOf(roll("serial: 1, confirm: yes", "plain")))
                .isEqualTo(Failure.Kind.REFUSED);
        assertThat(trial.hosts.done()).isEmpty();
    }

    @Test
    void a_host_that_is_lost_while_it_is_watched_is_not_followed_by_the_next() throws Exception {
        trial.onPause =
                () -> {
                    if (trial.pauses.size() == 3) {
                        trial.hosts.isGone("h1");
                    }
                };
        Event.RunEnded end = trial.run(roll("serial: 1, soak: 1m", "plain"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(end.failure().orElseThrow().what()).contains("h1 was changed well");
        assertThat(trial.pauses).hasSize(3);
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.UNREACHABLE);
        assertThat(trial.hosts.done()).containsExactly("h1 put a=one");
    }

    @Test
    void a_soak_can_be_interrupted() throws Exception {
        Thread runs = Thread.currentThread();
        trial.onPause =
                () -> {
                    runs.interrupt();
                    java.util.concurrent.locks.LockSupport.park();
                };
        assertThat(trial.kindOf(roll("serial: 1, soak: 1m", "plain")))
                .isEqualTo(Failure.Kind.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(trial.hosts.done()).containsExactly("h1 put a=one");
    }
}
