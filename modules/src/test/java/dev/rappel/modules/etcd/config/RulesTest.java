package dev.rappel.modules.etcd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.modules.etcd.version.Minor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables against each other: no option falls between them. */
final class RulesTest {
    private static final List<List<Minor>> STEPS =
            List.of(step(7, 6), step(6, 5), step(5, 4), step(4, 5), step(5, 6), step(6, 7));

    @Test
    void every_flag_that_the_target_lacks_has_a_rule() {
        for (List<Minor> step : STEPS) {
            Options before = Options.of(step.getFirst());
            Options after = Options.of(step.getLast());
            Rules rules = Rules.of(step.getFirst(), step.getLast());
            assertThat(
                            before.flags().keySet().stream()
                                    .filter(f -> !after.knowsFlag(f) && !f.equals("feature-gates"))
                                    .filter(f -> rules.option(f, "x").isEmpty()))
                    .as("lost from " + step)
                    .isEmpty();
        }
    }

    @Test
    void every_name_that_a_rule_makes_is_known_to_the_target() {
        for (List<Minor> step : STEPS) {
            Options after = Options.of(step.getLast());
            assertThat(Rules.of(step.getFirst(), step.getLast()).made())
                    .as("made from " + step)
                    .allMatch(after::knowsFlag);
        }
    }

    private static List<Minor> step(int from, int to) {
        return List.of(new Minor(3, from), new Minor(3, to));
    }
}
