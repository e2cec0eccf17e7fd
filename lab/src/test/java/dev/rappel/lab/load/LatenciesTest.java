package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void shares_are_right_to_two_hundredths() {
        long seed = 20_260_101;
        var random = new SplittableRandom(seed);
        long[] nanos = new long[100_000];
        Latencies latencies = new Latencies();
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) (Math.exp(random.nextDouble(9, 23)) + 64_000);
            latencies.add(nanos[i]);
        }
        Arrays.sort(nanos);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
            long right = nanos[(int) Math.ceil(nanos.length * share) - 1];
            assertThat((double) latencies.within(share).toNanos())
                    .as("seed %d, share %s", seed, share)
                    .isBetween(right * 0.999, right * 1.02);
        }
        assertThat(latencies.within(1.0)).isEqualTo(Duration.ofNanos(nanos[nanos.length - 1]));
        assertThat(latencies.longest()).isEqualTo(Duration.ofNanos(nanos[nanos.length - 1]));
    }

    @Test
    void none_is_zero_and_a_day_still_fits() {
        Latencies latencies = new Latencies();
        assertThat(latencies.within(0.99)).isZero();
        latencies.add(Duration.ofDays(1).toNanos());
        assertThat(latencies.within(0.99)).isEqualTo(Duration.ofDays(1));
    }
}
