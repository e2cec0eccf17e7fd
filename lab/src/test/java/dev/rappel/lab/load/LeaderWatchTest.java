package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaderWatchTest {
    private static final RunClock CLOCK = new RunClock(Instant.EPOCH, () -> 0);

    private final LeaderWatch watch = new LeaderWatch();

    @Test
    void each_new_term_with_a_leader_is_one_change_however_many_members_tell_of_it() {
        status("a", 0xa1, 2, "3.7.1");
        status("b", 0xa1, 2, "3.7.1");
        watch.begin();
        watch.term(2, 1);
        watch.term(3, 2);
        watch.term(3, 3);
        watch.term(2, 4);
        status("b", 0xb2, 3, "3.6.14");

        assertThat(watch.changes()).isEqualTo(1);
        assertThat(watch.leadership(CLOCK).terms())
                .extracting(term -> term.term() + " " + term.leader().orElse("?"))
                .containsExactly("2 a1", "3 b2");
        assertThat(watch.versions().get("b")).containsExactly("3.7.1", "3.6.14");
        assertThat(watch.versions().get("a")).isEqualTo(List.of("3.7.1"));
    }

    @Test
    void terms_of_before_the_run_do_not_count() {
        status("a", 0xa1, 7, "3.7.1");
        status("lagging", 0xa1, 5, "3.7.1");
        watch.begin();
        // A member that was restarted replays its log and tells of the terms that it meets there.
        watch.term(6, 1);
        watch.term(0, 2);

        assertThat(watch.changes()).isZero();
        assertThat(watch.leadership(CLOCK).changes()).isZero();
    }

    @Test
    void a_cluster_that_was_silent_at_first_counts_from_the_first_answer() {
        watch.begin();
        assertThat(watch.changes()).isZero();
        watch.term(4, 1);
        assertThat(watch.changes()).isZero();
        watch.term(5, 2);
        assertThat(watch.changes()).isEqualTo(1);
    }

    @Test
    void a_successor_named_before_its_term_does_not_take_the_old_term() {
        status("a", 0xa1, 2, "3.7.1");
        watch.begin();
        status("a", 0xb2, 2, "3.7.1");
        status("a", 0xb2, 3, "3.7.1");

        assertThat(watch.leadership(CLOCK).terms())
                .extracting(term -> term.leader().orElse("?"))
                .containsExactly("a1", "b2");
    }

    private void status(String endpoint, long leader, long term, String version) {
        watch.status(endpoint, new EndpointStatus(1, leader, term, version), 0);
    }
}
