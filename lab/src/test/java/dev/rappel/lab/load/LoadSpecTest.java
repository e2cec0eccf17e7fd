package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rappel.engine.text.Failure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadSpecTest {
    private static final LoadSpec GOOD = LoadSpec.of(List.of(URI.create("http://127.0.0.1:2379")));
    private static final LoadSpec SECURE =
            LoadSpec.of(List.of(URI.create("https://127.0.0.1:2379")));
    private static final TlsFiles TLS = TlsFiles.serverOnly(Path.of("ca.crt"));

    @Test
    void the_defaults_are_good_and_two_runs_never_share_a_prefix() {
        assertThatCode(GOOD::check).doesNotThrowAnyException();
        assertThatCode(SECURE.tls(TLS)::check).doesNotThrowAnyException();
        assertThat(LoadSpec.of(GOOD.endpoints()).prefix()).isNotEqualTo(GOOD.prefix());
        assertThat(GOOD.perSecond(100).patience(Duration.ofMillis(5)).keepKeys(true).prefix())
                .isEqualTo(GOOD.prefix());
    }

    @Test
    void what_is_out_of_range_is_refused_with_a_reason_and_a_way_out() {
        refused(LoadSpec.of(List.of()), "no endpoint was given");
        refused(
                LoadSpec.of(List.of(GOOD.endpoints().getFirst(), GOOD.endpoints().getFirst())),
                "named twice");
        refused(LoadSpec.of(List.of(URI.create("127.0.0.1"))), "is not an endpoint");
        refused(LoadSpec.of(List.of(URI.create("tcp://127.0.0.1:1"))), "is not an endpoint");
        refused(SECURE, "needs TLS");
        refused(GOOD.tls(TLS), "is not https");
        refused(GOOD.threads(0, 1), "writers: 0 is too few");
        refused(GOOD.threads(1, -1), "readers: -1 is too few");
        refused(GOOD.perSecond(0), "calls per second: 0 is too few");
        refused(GOOD.maxKeys(0), "the most keys: 0 is too few");
        refused(GOOD.valueSize(2_000_000), "a value cannot have 2000000 bytes");
        refused(GOOD.deadlines(Duration.ZERO, Duration.ofSeconds(1)), "deadline");
        refused(GOOD.prefix(""), "prefix is empty");
    }

    private static void refused(LoadSpec spec, String why) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(spec::check)
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
                    assertThat(failure.why()).contains(why);
                    assertThat(failure.help()).isNotEmpty();
                });
    }
}
