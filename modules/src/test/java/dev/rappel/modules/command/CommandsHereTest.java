package dev.rappel.modules.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.RecordSchema;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.YamlReader;
import dev.rappel.modules.LocalHost;
import dev.rappel.modules.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What command does with real programs. */
class CommandsHereTest {
    @TempDir Path folder;

    private final LocalHost host = new LocalHost();
    private final CommandModule command = new CommandModule();

    private Call<CommandArguments> call(String yaml, String... secret) {
        Problems problems = new Problems();
        CommandArguments args =
                YamlReader.read(
                                new Source("task", yaml.replace("HERE", folder.toString())),
                                problems)
                        .flatMap(n -> RecordSchema.of(CommandArguments.class).decode(n, problems))
                        .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        return new Call<>(args, Map.of(), Map.of(), Map.of(), Set.of(secret), Optional.empty());
    }

    private static String text(Value.Fields result, String name) {
        return result.fields().get(name) instanceof Value.Scalar s ? s.written() : "";
    }

    @Test
    void words_reach_the_program_as_they_are() throws Exception {
        var round =
                Rounds.run(
                        host,
                        command,
                        call("cmd: |\n  printf '<%s>' $HOME * \"a  b\" 'c|d' e\\ f \"\" ;\n"));
        assertThat(text(round.result(), "stdout")).isEqualTo("<$HOME><*><a  b><c|d><e f><><;>");
        assertThat(text(round.result(), "rc")).isEqualTo("0");
    }

    @Test
    void input_environment_and_folder_are_the_programs() throws Exception {
        var round =
                Rounds.run(
                        host,
                        command,
                        call(
                                """
                                argv: [sh, -c, 'cat; echo "$GREETING"; pwd; echo oops >&2; exit 3']
                                stdin: "a\\n%s\\\\n"
                                environment: {GREETING: "it's"}
                                chdir: HERE
                                ok: [3]
                                """));
        assertThat(text(round.result(), "stdout"))
                .isEqualTo("a\n%s\\nit's\n" + folder.toRealPath());
        assertThat(text(round.result(), "stderr")).isEqualTo("oops");
        assertThat(text(round.result(), "rc")).isEqualTo("3");
    }

    @Test
    void what_creates_names_makes_a_second_run_unnecessary() throws Exception {
        Call<CommandArguments> call =
                call("{cmd: 'touch \"a b.1\"', chdir: HERE, creates: 'a b.*'}");
        Rounds.run(host, command, call);
        assertThat(Rounds.diff(host, command, call)).isInstanceOf(Change.None.class);
    }

    @Test
    void a_command_that_does_not_make_what_it_should_is_told_off() {
        Call<CommandArguments> call = call("{cmd: 'true', creates: HERE/never}");
        assertThatThrownBy(() -> Rounds.run(host, command, call))
                .hasMessageContaining("`creates` still says that it is needed");
    }

    @Test
    void removes_and_unless_are_asked_on_the_host() throws Exception {
        Call<CommandArguments> clean = call("{cmd: rm HERE/x, removes: HERE/x}");
        assertThat(Rounds.diff(host, command, clean)).isInstanceOf(Change.None.class);
        Files.writeString(folder.resolve("x"), "");
        Rounds.run(host, command, clean);
        Call<CommandArguments> once =
                call("{argv: [sh, -c, echo ready > HERE/y], unless: grep -q ready HERE/y}");
        Rounds.run(host, command, once);
        assertThat(Rounds.diff(host, command, once)).isInstanceOf(Change.None.class);
    }

    @Test
    void a_failing_command_says_how_it_ended_and_what_it_said() {
        Call<CommandArguments> call = call("argv: [sh, -c, 'echo one; echo bad >&2; exit 7']\n");
        assertThatThrownBy(() -> Rounds.run(host, command, call))
                .isInstanceOfSatisfying(
                        Failure.class,
                        f -> {
                            assertThat(f.what()).contains("exit 7").contains("status 7");
                            assertThat(f.why()).isEqualTo("bad");
                            assertThat(f.evidence()).containsExactly("one", "bad");
                        });
        assertThatThrownBy(() -> Rounds.run(host, command, call("cmd: no-such-program-here")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.help()).contains("no such program"));
    }

    @Test
    void a_command_that_only_reads_is_run_to_look_and_never_changes_anything() throws Exception {
        Files.writeString(folder.resolve("x"), "hello\n");
        Call<CommandArguments> call = call("{cmd: cat HERE/x, read_only: true}");
        CommandState state = Rounds.observe(host, command, call);
        assertThat(command.diff(state, call)).isInstanceOf(Change.None.class);
        assertThat(text(command.result(state, call), "stdout")).isEqualTo("hello");
        Call<CommandArguments> missing = call("{cmd: cat HERE/z, read_only: true}");
        assertThat(Rounds.diff(host, command, missing))
                .isInstanceOfSatisfying(
                        Change.Blocked.class,
                        b -> {
                            assertThat(b.liftable()).isTrue();
                            assertThat(b.why()).contains("No such file");
                        });
    }

    @Test
    void secrets_travel_as_secrets_and_are_told_nowhere() throws Exception {
        Call<CommandArguments> call =
                call(
                        """
                        argv: [sh, -c, 'test "$P" = hunter22 && cat && exit 5']
                        stdin: hunter33
                        environment: {P: hunter22}
                        """,
                        "stdin",
                        "environment");
        var change = (Change.Some<CommandState>) Rounds.diff(host, command, call);
        assertThat(change.toString()).doesNotContain("hunter33");
        Script script = CommandScript.run(call);
        assertThat(script.toString()).doesNotContain("hunter33").contains("••••••");
        Call<CommandArguments> words = call("cmd: false --password hunter44", "cmd");
        assertThat(Rounds.diff(host, command, words).toString()).doesNotContain("hunter44");
        assertThatThrownBy(() -> Rounds.run(host, command, words))
                .hasMessage("the command ended with status 1");
    }
}
