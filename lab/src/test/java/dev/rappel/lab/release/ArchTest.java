package dev.rappel.lab.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rappel.engine.text.Failure;
import org.junit.jupiter.api.Test;

final class ArchTest {
    @Test
    void is_known_by_javas_names_and_written_with_etcds() throws Exception {
        assertThat(Arch.of("amd64").word()).isEqualTo("amd64");
        assertThat(Arch.of("x86_64")).isEqualTo(Arch.AMD64);
        assertThat(Arch.of("aarch64").word()).isEqualTo("arm64");
    }

    @Test
    void a_processor_that_etcd_has_nothing_for_is_refused_by_name() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Arch.of("riscv64"))
                .withMessageContaining("riscv64");
    }
}
