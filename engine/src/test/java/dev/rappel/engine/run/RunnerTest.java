package dev.rappel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does when all goes well, and when it must not begin. */
final class RunnerTest {
    private final Trial trial;

    RunnerTest(@TempDir Path folder) {
        this.trial = new Trial(folder);
    }

    private static final String ONE =
            """
            - hosts: all
              tasks:
                - keep: {key: a, value: one}
            """;

    @Test
    void every_host_gets_what_the_plan_foresaw_and_a_second_run_changes_nothing() throws Exception {
        trial.hosts.of("h2").put("a", "one");
        Event.RunEnded end = trial.run(ONE);
        assertThat(end.failure()).isEmpty();
        assertThat(trial.hosts.done()).containsExactlyInAnyOrder("h1 put a=one", "h3 put a=one");
        assertThat(end.hosts())
                .containsExactly(
                        new Event.HostSum("h1", Event.Standing.DONE, 1, 0, 0),
                        new Event.HostSum("h2", Event.Standing.DONE, 0, 1, 0),
                        new Event.HostSum("h3", Event.Standing.DONE, 1, 0, 0));
    }

    @Test
    void what_somebody_else_did_since_the_plan_is_fine() throws Exception {
        trial.afterPlan = () -> trial.hosts.of("h1").put("a", "one");
        Event.RunEnded end = trial.run(ONE);
        assertThat(end.failure()).isEmpty();
        assertThat(trial.hosts.done()).doesNotContain("h1 put a=one");
    }

    @Test
    void what_the_plan_did_not_foresee_is_not_done() throws Exception {
        List.of("h1", "h2", "h3").forEach(h -> trial.hosts.of(h).put("a", "one"));
        trial.afterPlan = () -> trial.hosts.of("h2").put("a", "other");
        assertThat(trial.kindOf(ONE)).isEqualTo(Failure.Kind.STALE);
        assertThat(trial.hosts.done()).isEmpty();
    }

    @Test
    void a_guard_that_says_no_keeps_everything_as_it_is() throws Exception {
        trial.hosts.of("h3").put("down", "yes");
        Event.RunEnded end =
                trial.run(
                        """
                        - hosts: all
                          strategy: {serial: 1}
                          tasks:
                            - keep: {key: a, value: one, mode: guarded}
                              retries: 3
                              delay: 1s
                              until: 'true'
                        """);
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.REFUSED);
        assertThat(end.failure().orElseThrow().why()).isEqualTo("h3 is down");
        assertThat(trial.hosts.done()).isEmpty();
        assertThat(trial.all(Event.Guarded.class)).hasSize(1);
        assertThat(JournalReader.read(trial.journal))
                .extracting(JournalReader.Line::kind)
                .contains("guard")
                .doesNotContain("begin");
    }

    @Test
    void a_host_that_another_run_holds_stops_everything_before_it_begins() throws Exception {
        trial.hosts.isLocked("h3");
        assertThat(trial.kindOf(ONE)).isEqualTo(Failure.Kind.LOCKED);
        assertThat(trial.hosts.done()).isEmpty();
    }

    @Test
    void a_task_is_repeated_until_its_own_result_is_right() throws Exception {
        Event.RunEnded end =
                trial.run(
                        """
                        - hosts: h1
                          tasks:
                            - keep: {key: counter}
                              register: seen
                              until: seen.text == '3'
                              retries: 5
                              delay: 2s
                            - keep: {key: copy, value: "{{seen.text}}"}
                        """);
        assertThat(end.failure()).isEmpty();
        assertThat(trial.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(trial.hosts.of("h1")).containsEntry("copy", "3");
    }

    @Test
    void what_never_comes_true_fails_after_its_last_try() throws Exception {
        Event.RunEnded end =
                trial.run(
                        """
                        - hosts: h1
                          tasks:
                            - keep: {key: counter}
                              register: seen
                              until: seen.text == '9'
                              retries: 2
                              delay: 1s
                        """);
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.FAILED);
        assertThat(end.failure().orElseThrow().what()).contains("seen.text == '9'");
        assertThat(trial.pauses).hasSize(2);
    }

    @Test
    void a_loop_has_a_result_for_each_element_and_run_once_tells_all_hosts() throws Exception {
        Event.RunEnded end =
                trial.run(
                        """
                        - hosts: all
                          tasks:
                            - keep: {key: "{{item}}", value: "of {{item}}"}
                              loop: [a, b]
                              run_once: true
                              register: many
                            - keep: {key: c, value: "yes"}
                              when: many.changed && size(many.results) == 2
                        """);
        assertThat(end.failure()).isEmpty();
        assertThat(trial.hosts.done().subList(0, 2))
                .containsExactly("h1 put a=of a", "h1 put b=of b");
        assertThat(trial.hosts.done()).contains("h2 put c=yes", "h3 put c=yes");
    }

    @Test
    void a_delegated_task_is_done_on_the_other_host() throws Exception {
        trial.run(
                """
                - hosts: h1
                  tasks:
                    - keep: {key: a, value: "for {{inventory_hostname}}"}
                      delegate_to: h3
                """);
        assertThat(trial.hosts.done()).containsExactly("h3 put a=for h1");
    }

    @Test
    void a_run_that_is_interrupted_finishes_its_act_and_begins_nothing_more() throws Exception {
        Thread runs = Thread.currentThread();
        trial.hosts.onPut = (_, _) -> runs.interrupt();
        trial.afterPlan = () -> trial.hosts.slow = Set.of("b");
        Event.RunEnded end =
                trial.run(
                        """
                        - hosts: h1
                          tasks:
                            - keep: {key: a, value: one}
                            - keep: {key: b, value: one}
                        """);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.INTERRUPTED);
        assertThat(trial.hosts.done()).containsExactly("h1 put a=one");
        assertThat(end.hosts())
                .containsExactly(new Event.HostSum("h1", Event.Standing.PARTLY, 1, 0, 0));
        assertThat(trial.all(Event.Stopping.class)).hasSize(1);
    }

    @Test
    void the_journal_tells_each_act_before_and_after_and_bears_a_torn_last_line() throws Exception {
        trial.run(ONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trial.journal)))
                .isEqualTo("rw-------");
        List<JournalReader.Line> lines = JournalReader.read(trial.journal);
        assertThat(
                        lines.stream()
                                .filter(l -> l.fields().path("host").asText().equals("h1"))
                                .map(JournalReader.Line::kind))
                .containsExactly("change", "begin", "done", "result", "ended");
        String text = Files.readString(trial.journal);
        Files.writeString(trial.journal, text.substring(0, text.length() - 10));
        assertThat(JournalReader.read(trial.journal)).isEqualTo(lines.subList(0, lines.size() - 1));
    }
}
