package dev.rappel.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rappel.engine.text.Failure;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SideBySideTest {
    @Test
    void runs_at_the_same_time_and_keeps_the_order_of_the_work() throws Exception {
        // Each waits for the other: one after the other they would never end.
        CyclicBarrier both = new CyclicBarrier(2);
        SideBySide.Work<String> slow = () -> meet(both, "first");
        SideBySide.Work<String> fast = () -> meet(both, "second");

        assertThat(SideBySide.run(List.of(slow, fast))).containsExactly("first", "second");
    }

    @Test
    void the_first_failure_interrupts_the_rest_and_waits_for_its_cleaning_up() {
        CountDownLatch sleeping = new CountDownLatch(1);
        AtomicBoolean cleanedUp = new AtomicBoolean();
        SideBySide.Work<String> sleeper =
                () -> {
                    try {
                        sleeping.countDown();
                        TimeUnit.MINUTES.sleep(10);
                        return "slept";
                    } finally {
                        cleanedUp.set(true);
                    }
                };
        SideBySide.Work<String> failing =
                () -> {
                    sleeping.await();
                    throw Failure.of(Failure.Kind.FAILED, "no luck");
                };

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> SideBySide.run(List.of(sleeper, failing)))
                .withMessage("no luck");
        assertThat(cleanedUp).isTrue();
    }

    private static String meet(CyclicBarrier barrier, String word) throws InterruptedException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
            return word;
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
