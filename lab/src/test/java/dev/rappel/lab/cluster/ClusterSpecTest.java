package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.release.EtcdVersion;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterSpecTest {
    private static final EtcdVersion V3_7 = new EtcdVersion(3, 7, 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void sizes_that_make_sense_are_made(int members) throws Exception {
        assertThat(ClusterSpec.of(members, V3_7).hosts()).isEqualTo(members);
        assertThat(ClusterSpec.of(members, V3_7).withLearner().hosts()).isEqualTo(members + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 4, 6, 7})
    void other_sizes_are_refused_with_the_ones_that_are_not(int members) {
        Failure failure = usage(() -> ClusterSpec.of(members, V3_7));
        assertThat(failure.what()).contains("a cluster of " + members + " members");
        assertThat(failure.help()).contains("1, 3 or 5");
    }

    @Test
    void an_unknown_style_or_key_form_is_told_the_known_ones() {
        assertThat(usage(() -> ConfigStyle.of("yaml")).help())
                .isEqualTo("use one of: flags, debian, env, file, wrapper, dropin");
        assertThat(usage(() -> KeyForm.of("der")).help())
                .isEqualTo("use one of: pkcs8, pkcs1, sec1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "$(id)", "\"", "x%h", "a\nb", "`id`", "a;b"})
    void a_value_that_some_style_would_change_is_refused(String value) throws Exception {
        ClusterSpec spec = ClusterSpec.of(1, V3_7);
        assertThat(usage(() -> spec.flag("cors", value)).what()).contains("option cors");
        assertThat(usage(() -> spec.variable("GOGC", value)).what()).contains("variable GOGC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "data-dir", "initial-cluster", "config-file", "key-file"})
    void options_that_the_lab_must_know_are_its_own(String flag) throws Exception {
        ClusterSpec spec = ClusterSpec.of(1, V3_7);
        assertThat(usage(() -> spec.flag(flag, "x")).why()).contains("the lab sets it");
    }

    private static Failure usage(ThrowingCallable call) {
        Failure failure = catchThrowableOfType(Failure.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
        return failure;
    }
}
