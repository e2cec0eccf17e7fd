package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of a host, and what is read back from it, are the same words. */
final class FaultTest {
    static Stream<Fault> faults() {
        return Stream.of(
                new Fault.CutOff(),
                new Fault.CutPorts(List.of(2380, 2379)),
                new Fault.FillDisk("/var/lib/with space", 4096),
                new Fault.BreakSshd(Fault.Sshd.STOPPED),
                new Fault.BreakSshd(Fault.Sshd.REFUSING),
                new Fault.SlowNetwork(Duration.ofMillis(50)),
                new Fault.NarrowNetwork(100_000),
                new Fault.SlowDisk(500_000));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void words_and_faults_are_two_forms_of_one_thing(Fault fault) {
        assertThat(Faults.parse(String.join(" ", Faults.words(fault)))).contains(fault);
        assertThat(fault.shown()).isNotBlank();
    }

    @Test
    void a_line_of_another_version_is_passed_over() {
        assertThat(Faults.parse("sunspots 3")).isEmpty();
        assertThat(Faults.parse("")).isEmpty();
    }
}
