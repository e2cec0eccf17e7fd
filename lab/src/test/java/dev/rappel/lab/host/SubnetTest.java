package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of addresses. */
final class SubnetTest {
    @ParameterizedTest
    @CsvSource({
        "172.30.4.0/24, 172.30.4.77, true",
        "172.30.4.0/24, 172.30.5.0/24, false",
        "172.30.4.0/24, 172.16.0.0/12, true",
        "10.0.0.0/8, 10.213.9.0/24, true",
        "192.168.0.0/16, 10.0.0.0/8, false",
        "0.0.0.0/0, 172.30.0.0/24, true",
    })
    void overlap_goes_both_ways(String one, String other, boolean overlap) {
        Subnet a = Subnet.of(one).orElseThrow();
        Subnet b = Subnet.of(other).orElseThrow();
        assertThat(a.overlaps(b)).isEqualTo(overlap);
        assertThat(b.overlaps(a)).isEqualTo(overlap);
    }

    @ParameterizedTest
    @CsvSource({"fd00::/64", "1.2.3/24", "1.2.3.256/8", "1.2.3.4/33", "1.2.3.4/x", "''"})
    void what_is_no_block_is_none(String text) {
        assertThat(Subnet.of(text)).isEmpty();
    }

    @Test
    void the_first_candidates_come_first() {
        assertThat(Subnet.candidates().getFirst()).hasToString("172.30.0.0/24");
        assertThat(Subnet.candidates().get(256)).hasToString("10.213.0.0/24");
        assertThat(Subnet.candidates()).hasSize(768).doesNotHaveDuplicates();
        assertThat(Subnet.candidates().getFirst().address(10)).isEqualTo("172.30.0.10");
    }

    @Test
    void routes_are_read_as_the_kernel_writes_them(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("route");
        Files.writeString(
                table,
                """
                Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
                eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
                docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                """);
        assertThat(Network.routes(table)).hasToString("[172.17.0.0/16]");
        assertThat(Network.routes(folder.resolve("none"))).isEmpty();
    }
}
