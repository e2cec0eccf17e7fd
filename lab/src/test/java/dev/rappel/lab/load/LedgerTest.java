package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void an_acknowledged_write_must_be_found_and_nothing_else() {
        acknowledged("a", 1);

        Ledger.Promise promise = ledger.promises().getFirst();
        assertThat(promise.keptBy(1)).isTrue();
        assertThat(promise.keptBy(0)).isFalse();
        assertThat(promise.keptBy(2)).isFalse();
    }

    @Test
    void a_write_that_was_never_acknowledged_promises_nothing() {
        ledger.attempt("a", 1);
        ledger.giveUp("a");

        assertThat(ledger.promises()).isEmpty();
        assertThat(ledger.any(new SplittableRandom(1))).isEmpty();
        assertThat(ledger.keys()).isEqualTo(1);
    }

    @Test
    void after_an_acknowledged_overwrite_the_older_value_must_not_come_back() {
        acknowledged("a", 1);
        acknowledged("a", 5);

        Ledger.Promise promise = ledger.promises().getFirst();
        assertThat(promise.keptBy(5)).isTrue();
        assertThat(promise.keptBy(1)).isFalse();
    }

    @Test
    void an_overwrite_without_an_answer_may_have_been_applied_or_not() {
        acknowledged("a", 1);
        acknowledged("a", 2);
        ledger.attempt("a", 3);
        ledger.giveUp("a");

        Ledger.Promise promise = ledger.promises().getFirst();
        assertThat(promise.keptBy(2)).isTrue();
        assertThat(promise.keptBy(3)).isTrue();
        assertThat(promise.keptBy(1)).isFalse();
    }

    @Test
    void a_key_with_an_attempt_without_an_answer_is_never_written_again() {
        // The lost attempt could be applied after the next one and would then look like a loss.
        acknowledged("a", 1);
        ledger.attempt("a", 2);
        assertThatIllegalStateException().isThrownBy(() -> ledger.attempt("a", 3));
        ledger.giveUp("a");
        assertThatIllegalStateException().isThrownBy(() -> ledger.attempt("a", 3));
        assertThatIllegalStateException().isThrownBy(() -> ledger.acknowledge("a", 9, 9));
    }

    @Test
    void sequences_of_a_key_rise() {
        acknowledged("a", 4);
        assertThatIllegalStateException().isThrownBy(() -> ledger.attempt("a", 4));
    }

    @Test
    void a_read_must_see_what_was_acknowledged_when_it_began() {
        acknowledged("a", 1);
        acknowledged("a", 2);
        Ledger.Promise before = ledger.any(new SplittableRandom(1)).orElseThrow();

        assertThat(ledger.mayBeFound(before, 1)).isFalse();
        assertThat(ledger.mayBeFound(before, 2)).isTrue();
        // Nobody has tried to write this one yet.
        assertThat(ledger.mayBeFound(before, 3)).isFalse();
        ledger.attempt("a", 3);
        assertThat(ledger.mayBeFound(before, 3)).isTrue();
        ledger.acknowledge("a", 30, 3);
        // The read began before 3 was acknowledged: it may still have seen 2.
        assertThat(ledger.mayBeFound(before, 2)).isTrue();
        assertThat(ledger.mayBeFound(ledger.promises().getFirst(), 2)).isFalse();
    }

    @Test
    void promises_come_in_key_order_with_the_last_revision() {
        acknowledged("b", 1);
        acknowledged("a", 2);
        acknowledged("b", 3);

        assertThat(ledger.promises()).extracting(Ledger.Promise::key).containsExactly("a", "b");
        assertThat(ledger.promises().getLast().revision()).isEqualTo(30);
    }

    private void acknowledged(String key, long sequence) {
        ledger.attempt(key, sequence);
        ledger.acknowledge(key, sequence * 10, sequence);
    }
}
