package dev.rappel.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class EarlierPlaysTest {
    private static Problems read(String text) {
        Problems problems = new Problems();
        new PlaybookReader(Request.of(SampleModules.ALL), problems)
                .read(new Source("p.yml", text), Path.of("p.yml"));
        return problems;
    }

    @Test
    void a_later_play_may_use_what_an_earlier_one_registered_in_its_strategy_too() {
        Problems problems =
                read(
                        """
                        - hosts: all
                          tasks:
                            - run: who leads
                              register: leads
                        - hosts: all
                          strategy:
                            serial: 1
                            last: leads.stdout == inventory_hostname
                          tasks:
                            - run: say {{leads.stdout}}
                        """);
        assertThat(problems.sorted()).extracting(Diagnostic::title).isEmpty();
    }

    @Test
    void an_earlier_play_may_not_use_what_a_later_one_registers() {
        Problems problems =
                read(
                        """
                        - hosts: all
                          tasks:
                            - run: say {{leads.stdout}}
                        - hosts: all
                          tasks:
                            - run: who leads
                              register: leads
                        """);
        assertThat(problems.hasErrors()).isTrue();
    }
}
