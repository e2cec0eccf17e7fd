package dev.rappel.modules.etcd.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.Trace34;
import dev.rappel.modules.etcd.Trace34.Moment;
import org.junit.jupiter.api.Test;

/** Who leads next while a recorded cluster goes from 3.5.33 to 3.4.45. */
final class HeirOf35Test {
    @Test
    void a_member_that_runs_3_4_already_is_the_heir() {
        assertThat(heir(Moment.FIRST_DONE)).isEqualTo("h1");
        assertThat(heir(Moment.SECOND_DONE)).isIn("h1", "h2");
    }

    private static String heir(Moment moment) {
        return LeaderModule.heir(Trace34.at(moment).cluster(), "h3", Version.parse("3.4.45"))
                .orElseThrow()
                .host();
    }
}
