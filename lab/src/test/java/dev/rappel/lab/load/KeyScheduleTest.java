package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KeyScheduleTest {
    @Test
    void four_of_five_writes_are_fresh_and_only_the_newest_keys_are_overwritten() {
        var schedule = new KeySchedule("p/", 1_000_000, new SplittableRandom(1));
        List<String> order = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            KeySchedule.Write write = schedule.next();
            Long before = last.put(write.key(), write.sequence());
            if (before == null) {
                order.add(write.key());
            } else {
                assertThat(write.sequence()).isGreaterThan(before);
                assertThat(order.indexOf(write.key()))
                        .isGreaterThanOrEqualTo(order.size() - KeySchedule.WINDOW);
            }
        }
        assertThat(order).hasSize(800).isSorted();
    }

    @Test
    void a_closed_key_is_never_written_again() {
        var schedule = new KeySchedule("p/", 10, new SplittableRandom(1));
        Set<String> closed = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            KeySchedule.Write write = schedule.next();
            assertThat(closed).doesNotContain(write.key());
            if (i % 3 == 0) {
                schedule.close(write.key());
                closed.add(write.key());
            }
        }
    }

    @Test
    void at_the_limit_no_key_is_added() {
        var schedule = new KeySchedule("p/", 10, new SplittableRandom(1));
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            keys.add(schedule.next().key());
        }
        assertThat(keys).hasSize(10);
    }
}
