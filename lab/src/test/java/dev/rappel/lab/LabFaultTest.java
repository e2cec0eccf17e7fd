package dev.rappel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.EtcdFault;
import dev.rappel.lab.host.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LabFaultTest {
    @Test
    void a_word_means_a_fault_of_the_host_or_of_etcd() throws Exception {
        assertThat(LabFault.of("pause", Optional.empty()))
                .isEqualTo(new LabFault.OnHost(new Fault.Pause()));
        assertThat(LabFault.of("cut-peers", Optional.empty()))
                .isEqualTo(new LabFault.OnHost(new Fault.CutPorts(List.of(2380))));
        assertThat(LabFault.of("broken-binary", Optional.empty()))
                .isEqualTo(new LabFault.OnEtcd(EtcdFault.BROKEN_BINARY));
    }

    @Test
    void every_word_of_the_list_is_known() throws Exception {
        List<String> values = List.of("2379", "/var/lib/etcd", "50ms", "1MB");
        for (String word : LabFault.WORDS) {
            String name = word.split(" ", 2)[0];
            boolean known = !word.contains(" ") && accepts(name, Optional.empty());
            for (String value : values) {
                known = known || accepts(name, Optional.of(value));
            }
            assertThat(known).as(word).isTrue();
        }
    }

    @Test
    void values_are_read_with_their_units() throws Exception {
        assertThat(LabFault.of("slow-network", Optional.of("50ms")))
                .isEqualTo(new LabFault.OnHost(new Fault.SlowNetwork(Duration.ofMillis(50))));
        assertThat(LabFault.of("slow-disk", Optional.of("1MB")))
                .isEqualTo(new LabFault.OnHost(new Fault.SlowDisk(1_000_000)));
        assertThat(LabFault.of("cut-ports", Optional.of("2380,2379")))
                .isEqualTo(new LabFault.OnHost(new Fault.CutPorts(List.of(2379, 2380))));
    }

    @Test
    void a_wrong_missing_or_needless_value_is_a_usage_error_with_an_example() {
        assertThat(refused("slow-network", Optional.empty()).help())
                .isEqualTo("such as slow-network 50ms");
        assertThat(refused("slow-network", Optional.of("soon")).help()).isEqualTo("write 50ms");
        assertThat(refused("cut-ports", Optional.of("etcd")).help()).isEqualTo("write 2379,2380");
        assertThat(refused("pause", Optional.of("10s")).what()).contains("takes no value");
        assertThat(refused("explode", Optional.empty()).help()).contains("cut-peers");
    }

    private static boolean accepts(String word, Optional<String> value) {
        try {
            LabFault.of(word, value);
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    private static Failure refused(String word, Optional<String> value) {
        Failure failure = catchThrowableOfType(Failure.class, () -> LabFault.of(word, value));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
        return failure;
    }
}
