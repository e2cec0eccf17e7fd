package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PayloadTest {
    private final Payload payload = new Payload(100);

    @Test
    void a_value_carries_its_sequence_and_has_its_size() {
        byte[] value = payload.of("k/1", 42);
        assertThat(value).hasSize(100);
        assertThat(payload.sequence("k/1", value)).hasValue(42);
        assertThat(Payload.shown(value)).isEqualTo("42 k/1 …");
    }

    @Test
    void a_value_of_another_key_a_cut_one_and_a_damaged_one_are_not_taken() {
        byte[] value = payload.of("k/1", 42);
        assertThat(payload.sequence("k/2", value)).isEmpty();
        assertThat(payload.sequence("k/1", Arrays.copyOf(value, 99))).isEmpty();
        value[99] = 'x';
        assertThat(payload.sequence("k/1", value)).isEmpty();
        assertThat(payload.sequence("k/1", new byte[0])).isEmpty();
        assertThat(payload.sequence("k/1", "042 k/1 ".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void a_size_too_small_for_the_line_gives_the_line() {
        assertThat(new Payload(1).sequence("key", new Payload(1).of("key", 7))).hasValue(7);
    }

    @Test
    void a_strange_value_is_shown_on_one_line() {
        assertThat(Payload.shown("a\u001b[31m\nb".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a?[31m?b");
        assertThat(Payload.shown("y".repeat(200).getBytes(StandardCharsets.UTF_8)))
                .hasSize(81)
                .endsWith("…");
    }
}
