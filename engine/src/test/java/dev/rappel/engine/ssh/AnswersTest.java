package dev.rappel.engine.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private static final Script.Effect.Shared MINUTE =
            new Script.Effect.Shared("how is it", Duration.ofMinutes(1));
    private static final Script.Effect.Shared NOW =
            new Script.Effect.Shared("how is it", Duration.ZERO);

    private final Answers answers = new Answers();
    private int asked;

    private String ask(Rights rights, Script.Effect.Shared shared, int status) throws Exception {
        return answers.of(rights, shared, () -> new Reply(status, "answer " + ++asked, "")).out();
    }

    @Test
    void an_answer_does_for_whoever_asks_the_same() throws Exception {
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 1");
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 1");
        assertThat(ask(Rights.LOGIN, new Script.Effect.Shared("other", Duration.ofMinutes(1)), 0))
                .isEqualTo("answer 2");
    }

    @Test
    void another_user_is_answered_anew() throws Exception {
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 1");
        assertThat(ask(Rights.of("root"), MINUTE, 0)).isEqualTo("answer 2");
    }

    @Test
    void who_wants_to_know_it_as_of_now_gets_a_new_answer_and_shares_it() throws Exception {
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 1");
        assertThat(ask(Rights.LOGIN, NOW, 0)).isEqualTo("answer 2");
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 2");
    }

    @Test
    void what_may_change_the_host_ends_all_answers() throws Exception {
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 1");
        answers.forget();
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 2");
    }

    @Test
    void an_answer_that_came_while_the_host_was_changed_is_not_kept() throws Exception {
        String during =
                answers.of(
                                Rights.LOGIN,
                                MINUTE,
                                () -> {
                                    answers.forget();
                                    return new Reply(0, "half way", "");
                                })
                        .out();
        assertThat(during).isEqualTo("half way");
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 1");
    }

    @Test
    void a_question_that_failed_is_asked_again() throws Exception {
        assertThat(ask(Rights.LOGIN, MINUTE, 1)).isEqualTo("answer 1");
        assertThat(ask(Rights.LOGIN, MINUTE, 0)).isEqualTo("answer 2");
    }
}
