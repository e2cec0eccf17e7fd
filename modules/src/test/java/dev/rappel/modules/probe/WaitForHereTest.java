package dev.rappel.modules.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.LocalHost;
import dev.rappel.modules.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting on this machine, with files and ports that are really there. */
class WaitForHereTest {
    private final WaitForModule module = new WaitForModule();
    private final Watched host = new Watched();

    /** This machine; something happens to it at the first pause of a wait. */
    private static class Watched extends LocalHost {
        private final List<String> said = new ArrayList<>();
        private final List<Duration> pauses = new ArrayList<>();
        private Runnable meanwhile = () -> {};

        @Override
        public void says(String what) {
            said.add(what);
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            pauses.add(time);
            meanwhile.run();
            super.pause(time.compareTo(Duration.ofMillis(5)) > 0 ? Duration.ofMillis(5) : time);
        }
    }

    private static Call<WaitForArguments> file(
            Path path, WaitForArguments.State state, String regex, int timeout) {
        return Call.of(
                new WaitForArguments(
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.of(path.toString()),
                        state,
                        Optional.of(regex).filter(r -> !r.isEmpty()),
                        timeout,
                        0,
                        5));
    }

    private static Call<WaitForArguments> port(
            int port, WaitForArguments.State state, String regex, int timeout) {
        return Call.of(
                new WaitForArguments(
                        "127.0.0.1",
                        Optional.of(port),
                        Optional.empty(),
                        state,
                        Optional.of(regex).filter(r -> !r.isEmpty()),
                        timeout,
                        0,
                        1));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        }
    }

    private static String description(Change<?> change) {
        return change instanceof Change.Some<?> some ? some.acts().getFirst().description() : "";
    }

    private Failure fails(Call<WaitForArguments> call) {
        Act act = Act.quiet(Act.Kind.CHECK, "", "");
        return catchThrowableOfType(Failure.class, () -> module.act(host, call, act));
    }

    @Test
    void a_file_that_is_there_is_not_waited_for(@TempDir Path here) throws Exception {
        write(here.resolve("ready"), "");
        var call = file(here.resolve("ready"), WaitForArguments.State.STARTED, "", 5);
        assertThat(Rounds.diff(host, module, call)).isInstanceOf(Change.None.class);
        assertThat(host.scripts()).hasSize(1);
        assertThat(host.pauses).isEmpty();
    }

    @Test
    void a_file_that_comes_is_waited_for_and_what_is_waited_for_is_told(@TempDir Path here)
            throws Exception {
        Path ready = here.resolve("it's ready");
        host.meanwhile = () -> write(ready, "");
        var round = Rounds.run(host, module, file(ready, WaitForArguments.State.PRESENT, "", 20));
        assertThat(round.acts()).allMatch(a -> a.kind() == Act.Kind.CHECK);
        assertThat(round.result().fields().get("state")).isEqualTo(new Value.Text("present"));
        assertThat(host.said)
                .containsExactly("waiting until " + ready + " is there (0/20s): it is not there");
        assertThat(host.pauses).allMatch(p -> p.toMillis() <= 50);
    }

    @Test
    void a_file_is_read_until_it_matches_line_by_line(@TempDir Path here) throws Exception {
        Path version = here.resolve("version");
        write(version, "1.0.0\n");
        host.meanwhile = () -> write(version, "hello\n2.0.0\n");
        var call = file(version, WaitForArguments.State.STARTED, "^2\\.0\\.0$", 20);
        assertThat(description(Rounds.diff(host, module, call))).isEqualTo("matches `^2\\.0\\.0$`");
        Rounds.run(host, module, call);
        assertThat(host.said.getFirst())
                .endsWith("it is there with 6 characters, and does not match");
    }

    @Test
    void a_file_that_changes_while_the_host_is_looking_is_seen_at_once(@TempDir Path here)
            throws Exception {
        Path ready = here.resolve("ready");
        Thread later =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Thread.sleep(300);
                            } catch (InterruptedException e) {
                                return;
                            }
                            write(ready, "");
                        });
        Rounds.run(host, module, file(ready, WaitForArguments.State.STARTED, "", 30));
        later.join();
        // The look beforehand, one that tells what is there, one that waits on the host, the proof.
        assertThat(host.scripts()).hasSize(4);
    }

    @Test
    void a_file_that_has_to_go_is_waited_for_too(@TempDir Path here) throws Exception {
        Path lock = here.resolve("lock");
        write(lock, "");
        var gone = file(here.resolve("none/lock"), WaitForArguments.State.ABSENT, "", 5);
        assertThat(Rounds.diff(host, module, gone)).isInstanceOf(Change.None.class);
        host.meanwhile = () -> assertThat(lock.toFile().delete()).isTrue();
        var call = file(lock, WaitForArguments.State.ABSENT, "", 20);
        assertThat(description(Rounds.diff(host, module, call))).isEqualTo("is not there");
        var round = Rounds.run(host, module, call);
        assertThat(round.result().fields().get("state")).isEqualTo(new Value.Text("absent"));
    }

    @Test
    void what_does_not_come_in_time_fails_with_what_was_seen_last(@TempDir Path here) {
        Path never = here.resolve("never");
        Failure failure = fails(file(never, WaitForArguments.State.STARTED, "", 1));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.FAILED);
        assertThat(failure.what()).isEqualTo("waited 1s in vain until " + never + " is there");
        assertThat(failure.why()).isEqualTo("it is not there");
        assertThat(failure.help()).contains("raise `timeout`");
    }

    @Test
    void a_port_that_opens_is_waited_for_and_one_that_is_open_is_not() throws Exception {
        int port = free();
        List<ServerSocket> opened = new ArrayList<>();
        host.meanwhile =
                () -> {
                    if (opened.isEmpty()) {
                        opened.add(listen(port));
                    }
                };
        var call = port(port, WaitForArguments.State.STARTED, "", 20);
        assertThat(description(Rounds.diff(host, module, call))).isEqualTo("accepts connections");
        Rounds.run(host, module, call);
        assertThat(host.said.getFirst()).contains("it accepts no connection: Connection refused");
        assertThat(Rounds.diff(host, module, call)).isInstanceOf(Change.None.class);
        var closed = port(port, WaitForArguments.State.STOPPED, "", 20);
        assertThat(description(Rounds.diff(host, module, closed)))
                .isEqualTo("accepts no connections");
        opened.getFirst().close();
        assertThat(Rounds.diff(host, module, closed)).isInstanceOf(Change.None.class);
    }

    @Test
    void a_ports_first_words_have_to_match_and_silence_is_told_from_other_words() throws Exception {
        try (ServerSocket server = listen(0)) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            try {
                                var socket = server.accept();
                                socket.getOutputStream()
                                        .write("220 mail\r\n".getBytes(StandardCharsets.UTF_8));
                            } catch (IOException e) {
                                return;
                            }
                        }
                    });
            int port = server.getLocalPort();
            var right = port(port, WaitForArguments.State.STARTED, "^220 ", 5);
            assertThat(Rounds.diff(host, module, right)).isInstanceOf(Change.None.class);
            Failure wrong = fails(port(port, WaitForArguments.State.STARTED, "^SSH", 1));
            assertThat(wrong.why()).isEqualTo("it says \"220 mail\" and is silent then");
        }
        try (ServerSocket silent = listen(0)) {
            Failure failure =
                    fails(port(silent.getLocalPort(), WaitForArguments.State.STARTED, "^SSH", 1));
            assertThat(failure.why()).isEqualTo("it accepts connections and says nothing");
        }
    }

    @Test
    void a_connection_that_is_gone_is_not_taken_for_a_closed_port() {
        Watched lost =
                new Watched() {
                    @Override
                    public java.nio.channels.ByteChannel connect(
                            String address, int port, Duration deadline) throws Failure {
                        throw Failure.of(Failure.Kind.UNREACHABLE, "the connection is gone");
                    }
                };
        Failure failure =
                catchThrowableOfType(
                        Failure.class,
                        () ->
                                Rounds.diff(
                                        lost,
                                        module,
                                        port(1, WaitForArguments.State.STOPPED, "", 5)));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
    }
}
