package dev.rappel.lab.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EtcdVersionTest {
    @Test
    void is_read_with_or_without_the_v() throws Exception {
        assertThat(EtcdVersion.parse("3.7.1")).isEqualTo(new EtcdVersion(3, 7, 1));
        assertThat(EtcdVersion.parse("v3.5.33")).hasToString("3.5.33");
        assertThat(EtcdVersion.parse("3.10.0").minorLine()).isEqualTo("3.10");
    }

    @Test
    void is_ordered_by_number_and_not_by_text() {
        assertThat(
                        List.of(
                                        new EtcdVersion(3, 10, 0),
                                        new EtcdVersion(3, 5, 9),
                                        new EtcdVersion(3, 5, 33),
                                        new EtcdVersion(3, 4, 45))
                                .stream()
                                .sorted())
                .extracting(EtcdVersion::toString)
                .containsExactly("3.4.45", "3.5.9", "3.5.33", "3.10.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "3",
                "3.7.1.2",
                "3.7.x",
                "3.07.1",
                "-3.7.1",
                "3.7.1 ",
                "٣.٧.١",
                "3.7.99999999999"
            })
    void any_other_form_is_refused_with_the_way_to_write_it(String text) {
        Failure failure = refused(text);

        assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
        assertThat(failure.what()).isEqualTo("`" + text + "` is not a version of etcd");
        assertThat(failure.help()).contains("3.7.1");
    }

    @Test
    void the_likely_mistakes_are_told_apart() {
        assertThat(refused("3.7").why()).contains("each patch is a release");
        assertThat(refused("3.8.0-alpha.0").why()).contains("no alphas");
    }

    private static Failure refused(String text) {
        return catchThrowableOfType(Failure.class, () -> EtcdVersion.parse(text));
    }
}
