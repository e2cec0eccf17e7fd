package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void no_command_is_a_usage_error_with_a_way_out() {
        assertThat(run()).isEqualTo(64);
        assertThat(err.toString()).isEqualTo("rappel: say which command\n  help: rappel --help\n");
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        assertThat(run("--verson")).isEqualTo(64);
        assertThat(err.toString())
                .contains("--verson")
                .contains("--version")
                .contains("help: rappel --help");
    }

    @Test
    void help_goes_to_standard_output() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: rappel");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void help_is_a_command_too() {
        assertThat(run("help", "check")).isZero();
        assertThat(out.toString()).startsWith("Usage: rappel check");
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
