package dev.rappel.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCommandTest {
    @Test
    void gives_back_status_and_both_streams_whole() throws Exception {
        var result = LocalCommand.of("sh", "-c", "echo out; echo err >&2; exit 3").run();

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
    }

    @Test
    void reads_both_streams_at_once_however_much_comes() throws Exception {
        var result =
                LocalCommand.of("sh", "-c", "seq 1 200000 >&2; seq 1 200000")
                        .within(Duration.ofSeconds(30))
                        .run();

        assertThat(result.out().lines()).hasSize(200_000);
        assertThat(result.err().lines()).hasSize(200_000);
    }

    @Test
    void passes_input_environment_and_folder(@TempDir Path folder) throws Exception {
        var result =
                LocalCommand.of("sh", "-c", "cat; echo $WORD; pwd")
                        .input("line\n")
                        .with("WORD", "hello")
                        .in(folder.toRealPath())
                        .expect();

        assertThat(result.out()).isEqualTo("line\nhello\n" + folder.toRealPath() + "\n");
    }

    @Test
    void passes_a_file_as_input(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("in"), "from a file\n");

        assertThat(LocalCommand.of("cat").input(file).expect().out()).isEqualTo("from a file\n");
    }

    @Test
    void a_program_that_does_not_read_its_input_is_no_failure() throws Exception {
        assertThat(LocalCommand.of("true").input(new byte[1_000_000]).run().ok()).isTrue();
    }

    @Test
    void ends_the_program_and_its_children_at_the_deadline() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        Failure failure =
                catchThrowableOfType(
                        Failure.class,
                        () ->
                                LocalCommand.of("sh", "-c", "echo $$; sleep 600 & echo $!; wait")
                                        .within(Duration.ofMillis(500))
                                        .onLine(seen::add)
                                        .run());

        assertThat(failure.why()).contains("did not end within");
        assertThat(seen).hasSize(2);
        for (String pid : seen) {
            assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }

    @Test
    void ends_the_program_when_interrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> LocalCommand.of("sleep", "600").run());
    }

    @Test
    void a_failure_carries_the_last_lines_as_evidence() {
        Failure failure =
                catchThrowableOfType(
                        Failure.class,
                        () -> LocalCommand.of("sh", "-c", "seq 1 30 >&2; exit 7").expect());

        assertThat(failure.why()).isEqualTo("exit status 7");
        assertThat(failure.evidence()).hasSize(20).endsWith("30");
    }

    @Test
    void a_missing_program_is_named() {
        Failure failure =
                catchThrowableOfType(
                        Failure.class, () -> LocalCommand.of(List.of("no-such-program")).run());

        assertThat(failure.what()).isEqualTo("cannot start no-such-program");
    }
}
