package dev.rappel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a host on which something fails. */
final class UndoingTest {
    private final Trial trial;

    UndoingTest(@TempDir Path folder) {
        this.trial = new Trial(folder);
    }

    private static String tasks(String... modes) {
        StringBuilder text = new StringBuilder("- hosts: h1\n  tasks:\n");
        char key = 'a';
        for (String mode : modes) {
            text.append("    - keep: {key: " + key++ + ", value: new, mode: " + mode + "}\n");
        }
        return text.toString();
    }

    @Test
    void what_was_done_last_is_taken_back_first_and_what_must_follow_comes_at_the_end()
            throws Exception {
        trial.hosts.of("h1").put("a", "old");
        Event.RunEnded end = trial.run(tasks("plain", "then", "own", "fails"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.PUT_BACK);
        assertThat(trial.hosts.done().subList(4, 9))
                .containsExactly(
                        "h1 drop d", "h1 drop c", "h1 drop b", "h1 put a=old", "h1 again b");
        assertThat(trial.hosts.of("h1")).containsOnlyKeys("a").containsEntry("a", "old");
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.PUT_BACK);
    }

    private static final String ADVICE = "  if_stopped: call the night shift\n  tasks:";

    @Test
    void the_author_of_a_play_has_the_last_word_when_it_stops() throws Exception {
        Event.RunEnded end = trial.run(tasks("plain", "fails").replace("  tasks:", ADVICE));
        assertThat(end.failure().orElseThrow().help()).endsWith("\ncall the night shift");
    }

    @Test
    void the_author_of_another_play_is_not_asked() throws Exception {
        Event.RunEnded end = trial.run(tasks("fails") + tasks("plain").replace("  tasks:", ADVICE));
        assertThat(end.failure().orElseThrow().help()).doesNotContain("night shift");
    }

    @Test
    void what_was_kept_for_a_way_back_goes_when_all_has_ended_well() throws Exception {
        Event.RunEnded end = trial.run(tasks("kept", "plain") + tasks("kept"));
        assertThat(end.failure()).isEmpty();
        assertThat(trial.hosts.done()).containsExactly("h1 put a=new", "h1 put b=new", "h1 tidy a");
    }

    @Test
    void what_was_kept_for_a_way_back_stays_while_something_may_need_it() throws Exception {
        trial.run(tasks("kept") + tasks("plain", "plain", "fails_kept"));
        assertThat(trial.hosts.done()).noneMatch(d -> d.contains("tidy"));
    }

    @Test
    void what_cannot_be_tidied_up_is_told_and_spoils_nothing() throws Exception {
        trial.hosts.of("h1").put("full", "yes");
        Event.RunEnded end = trial.run(tasks("kept"));
        assertThat(end.failure()).isEmpty();
        assertThat(trial.all(Event.Message.class).getFirst().text())
                .contains("is still there", "status 1");
    }

    @Test
    void a_host_that_cannot_be_put_back_needs_a_person() throws Exception {
        Event.RunEnded end = trial.run(tasks("plain", "fails_stuck"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.STUCK);
        assertThat(end.failure().orElseThrow().evidence()).contains("no such thing");
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.STUCK);
    }

    @Test
    void what_can_never_be_taken_back_is_named() throws Exception {
        Event.RunEnded end = trial.run(tasks("forever", "fails"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.STUCK);
        assertThat(end.failure().orElseThrow().why()).contains("nobody can");
        assertThat(trial.hosts.of("h1")).containsOnlyKeys("a");
    }

    @Test
    void a_failure_with_nothing_to_take_back_is_a_plain_failure() throws Exception {
        assertThat(trial.kindOf(tasks("fails_forever"))).isEqualTo(Failure.Kind.FAILED);
        assertThat(trial.all(Event.UndoStarted.class)).isEmpty();
    }

    @Test
    void a_task_that_is_not_as_it_should_be_afterwards_has_failed() throws Exception {
        Event.RunEnded end = trial.run(tasks("idle"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.PUT_BACK);
        assertThat(end.failure().orElseThrow().why()).contains("did not converge");
    }

    @Test
    void a_lost_connection_is_mended_and_the_host_put_back_once_nothing_runs_there_any_more()
            throws Exception {
        Event.RunEnded end = trial.run(tasks("plain", "lost"));
        Failure failure = end.failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.PUT_BACK);
        assertThat(failure.what()).contains("lost in the middle of", "keep");
        assertThat(failure.why())
                .contains("h1 does not answer")
                .contains("what was still running of it was ended")
                .contains("may have been done in part");
        assertThat(trial.hosts.done())
                .containsExactly("h1 put a=new", "h1 end what runs", "h1 drop b", "h1 drop a");
        assertThat(trial.hosts.of("h1")).isEmpty();
    }

    @Test
    void what_has_no_way_back_and_was_broken_off_is_as_if_it_had_failed_by_itself()
            throws Exception {
        Event.RunEnded end = trial.run(tasks("plain", "lost_forever"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.PUT_BACK);
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.PUT_BACK);
        assertThat(trial.hosts.done())
                .containsExactly("h1 put a=new", "h1 end what runs", "h1 drop a");
    }

    @Test
    void what_was_broken_off_with_nothing_to_take_back_tells_of_the_lost_connection()
            throws Exception {
        Event.RunEnded end = trial.run(tasks("lost_forever"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(end.failure().orElseThrow().why()).contains("may have been done in part");
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.PARTLY);
    }

    @Test
    void a_lost_connection_is_no_failure_when_looking_again_shows_that_it_was_done()
            throws Exception {
        assertThat(trial.run(tasks("lost_after")).failure()).isEmpty();
    }

    @Test
    void
            a_host_that_stays_away_in_the_middle_of_a_task_is_unreachable_with_all_that_was_begun_on_it()
                    throws Exception {
        trial.hosts.losesForGood();
        Event.RunEnded end = trial.run(tasks("plain", "lost"));
        Failure failure = end.failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(failure.what()).contains("lost in the middle of", "h1 cannot be reached");
        assertThat(failure.help())
                .contains("once h1 answers again")
                .contains("a  → new")
                .contains("b  → new (perhaps done in part, perhaps still running)")
                .contains("run it again");
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.UNREACHABLE);
    }

    @Test
    void so_is_one_on_which_only_something_without_a_way_back_was_begun() throws Exception {
        trial.hosts.losesForGood();
        Event.RunEnded end = trial.run(tasks("lost_forever"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(end.failure().orElseThrow().help()).contains("a  → new (perhaps");
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.UNREACHABLE);
    }

    @Test
    void a_host_that_is_away_before_anything_was_begun_is_only_unreachable() throws Exception {
        trial.afterPlan = () -> trial.hosts.isGone("h1");
        Event.RunEnded end = trial.run(tasks("plain"));
        assertThat(end.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(trial.standing(end, "h1")).isEqualTo(Event.Standing.UNREACHABLE);
    }
}
