package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.LocalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String hosts = "";

    @BeforeEach
    void write() throws IOException {
        Path file = folder.resolve("hosts.ini");
        Files.writeString(file, "[web]\nw1 port=80\nw2\n[db]\nd1 ansible_password=hunter2\n");
        hosts = file.toString();
    }

    @Test
    void a_pattern_lists_one_host_a_line() {
        assertThat(run("inventory", "-i", hosts, "--list-hosts", "db:web", "-l", "!w1")).isZero();
        assertThat(out.toString()).isEqualTo("d1\nw2\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_graph_shows_groups_and_hosts() {
        assertThat(run("inventory", "-i", hosts, "--graph", "web", "--vars")).isZero();
        assertThat(out.toString()).isEqualTo("@web:\n  |--w1\n  |  |--{port = 80}\n  |--w2\n");
    }

    @Test
    void a_host_is_shown_with_its_variables_and_secrets_masked() {
        assertThat(run("inventory", "-i", hosts, "--host", "d1")).isZero();
        assertThat(out.toString()).isEqualTo("{\n    \"ansible_password\": \"••••••\"\n}\n");
    }

    @Test
    void a_list_keeps_only_what_the_limit_says() {
        assertThat(run("inventory", "-i", hosts, "--list", "-l", "w1")).isZero();
        assertThat(out.toString()).contains("\"w1\"").doesNotContain("w2").doesNotContain("hunter");
    }

    @Test
    void a_wrong_inventory_gives_diagnostics_and_nothing_else() throws IOException {
        Files.writeString(Path.of(hosts), "[web]\nw[5:1] ansible_password=hunter2\n");
        assertThat(run("inventory", "-i", hosts, "--list")).isEqualTo(65);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("error[R0208]")
                .contains("hosts.ini:2:2")
                .doesNotContain("hunter2");
    }

    @Test
    void an_unknown_name_that_leaves_nothing_is_an_error() {
        assertThat(run("inventory", "-i", hosts, "--list-hosts", "wbe")).isEqualTo(65);
        assertThat(err.toString()).contains("error[R0234]").contains("did you mean `web`?");
    }

    @Test
    void an_unknown_host_is_an_error_with_a_guess() {
        assertThat(run("inventory", "-i", hosts, "--host", "w11")).isEqualTo(65);
        assertThat(err.toString()).contains("there is no host `w11`").contains("did you mean `w1`");
    }

    @Test
    void a_missing_inventory_is_an_error() {
        String missing = folder.resolve("host.ini").toString();
        assertThat(run("inventory", "-i", missing, "--list")).isEqualTo(65);
        assertThat(err.toString()).contains("error[R0201]").contains("hosts.ini`?");
    }

    @Test
    void a_limit_may_stand_in_a_file() throws IOException {
        Path limit = Files.writeString(folder.resolve("limit"), "# these\nw2\n");
        assertThat(run("inventory", "-i", hosts, "--list-hosts", "all", "-l", "@" + limit))
                .isZero();
        assertThat(out.toString()).isEqualTo("w2\n");
        assertThat(run("inventory", "-i", hosts, "--list-hosts", "all", "-l", "@")).isEqualTo(65);
        assertThat(err.toString()).contains("error[R0236]: `@` does not name a file");
    }

    @Test
    void a_folder_for_variables_must_be_there() {
        String missing = folder.resolve("nowhere").toString();
        assertThat(run("inventory", "-i", hosts, "--list", "--playbook-dir", missing))
                .isEqualTo(64);
    }

    @Test
    void without_a_locale_other_letters_are_refused_in_words() throws Exception {
        for (String[] words :
                new String[][] {
                    {"inventory", "-i", "h\u00f6,", "--list"},
                    {"inventory", "-i", hosts, "--list", "-l", "@h\u00f6"},
                    {"check", "h\u00f6.yml"},
                    {"check", hosts, "-e", "@h\u00f6.yml"}
                }) {
            // The shell gives the bytes; this JVM may have a locale of its own.
            LocalCommand.Result result =
                    LocalCommand.of(RappelProcess.commandLine(words))
                            .with("LC_ALL", "C")
                            .within(Duration.ofMinutes(2))
                            .run();
            assertThat(result.status()).as(result.err()).isIn(64, 65);
            assertThat(result.err()).doesNotContain("internal error").doesNotContain("\tat ");
        }
    }

    @Test
    void something_to_show_is_needed() {
        assertThat(run("inventory", "-i", hosts)).isEqualTo(64);
        assertThat(run("inventory", "--list")).isEqualTo(64);
        assertThat(run("inventory", "-i", hosts, "--list", "--vars")).isEqualTo(64);
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
