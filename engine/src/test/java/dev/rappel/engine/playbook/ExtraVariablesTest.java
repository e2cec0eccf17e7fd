package dev.rappel.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExtraVariablesTest {
    private final Problems problems = new Problems();

    private Value only(String text) {
        List<Variable> variables = ExtraVariables.parse(text, problems);
        assertThat(problems.isEmpty()).isTrue();
        return variables.getFirst().value();
    }

    private String wrong(String text) {
        ExtraVariables.parse(text, problems);
        assertThat(problems.hasErrors()).isTrue();
        return new DiagnosticPrinter(Look.PLAIN).print(problems.sorted());
    }

    @Test
    void quotes_around_a_whole_value_are_taken_off_and_others_kept() {
        assertThat(only("a='x y'")).isEqualTo(new Value.Text("x y"));
        assertThat(only("a=\"x='1'\" b=2")).isEqualTo(new Value.Text("x='1'"));
        assertThat(only("a={\"b\":1}")).isEqualTo(new Value.Text("{\"b\":1}"));
        assertThat(only("a=x\"y\"")).isEqualTo(new Value.Text("x\"y\""));
    }

    @Test
    void a_quote_that_is_not_closed_is_an_error() {
        assertThat(wrong("a=1 b=it's")).contains("error[R0334]", "-e:1:9");
    }

    @Test
    void a_password_is_secret_and_in_no_diagnostic() {
        assertThat(only("ansible_password=hunter2")).isInstanceOf(Value.Secret.class);
        assertThat(only("{ansible_become_pass: hunter2}")).isInstanceOf(Value.Secret.class);
        assertThat(wrong("ansible_password=hunter2 and hunter3")).doesNotContain("hunter");
    }

    @Test
    void a_file_needs_a_name() {
        assertThat(wrong("@")).contains("error[R0334]");
    }
}
