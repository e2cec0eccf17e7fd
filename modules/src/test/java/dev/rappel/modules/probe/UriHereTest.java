package dev.rappel.modules.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.LocalHost;
import dev.rappel.modules.Rounds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a server on this machine, and to things that only look like one. */
class UriHereTest {
    private final UriModule module = new UriModule();
    private final LocalHost host = new LocalHost();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private String base;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + (body.isEmpty() ? "" : " " + body)
                        + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                                .map(t -> " as " + t)
                                .orElse("")
                        + Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Word"))
                                .map(w -> " word " + w)
                                .orElse(""));
        switch (exchange.getRequestURI().getPath()) {
            case "/json" -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                say(exchange, 200, "{\"ok\": true, \"members\": [1, 2.5, null, \"drei\"]}", false);
            }
            case "/chunked" -> say(exchange, 200, "x".repeat(100_000) + "end", true);
            case "/down" -> say(exchange, 503, "the disk is full\n", false);
            case "/moved" -> {
                exchange.getResponseHeaders().add("Location", "/json?from=moved");
                say(exchange, 302, "", false);
            }
            case "/round" -> {
                exchange.getResponseHeaders().add("Location", "/round");
                say(exchange, 302, "", false);
            }
            case "/none" -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
            default -> say(exchange, 200, "grün\n", false);
        }
    }

    private static void say(HttpExchange exchange, int status, String text, boolean chunked)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(
                status, chunked ? 0 : bytes.length == 0 || head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static Call<UriArguments> call(
            String method, String url, List<Integer> statuses, Optional<Value> body) {
        return Call.of(
                new UriArguments(
                        url,
                        method,
                        statuses,
                        body,
                        body.isPresent() && !(body.get() instanceof Value.Text)
                                ? UriArguments.BodyFormat.JSON
                                : UriArguments.BodyFormat.RAW,
                        Map.of("X-Word", "hello"),
                        2,
                        true,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Call<UriArguments> get(String path) {
        return call("GET", base + path, List.of(200), Optional.empty());
    }

    private Map<String, Value> result(Call<UriArguments> call) throws Exception {
        UriSight sight = Rounds.observe(host, module, call);
        assertThat(module.diff(sight, call)).isInstanceOf(Change.None.class);
        return module.result(sight, call).fields();
    }

    private List<Act> acts(Call<UriArguments> call) throws Exception {
        return Rounds.diff(host, module, call) instanceof Change.Some<UriSight> some
                ? some.acts()
                : List.of();
    }

    private Failure fails(Call<UriArguments> call) {
        Failure failure =
                catchThrowableOfType(
                        Failure.class,
                        () -> module.act(host, call, Act.quiet(Act.Kind.CHECK, "", "")));
        assertThat(failure).as("it must fail").isNotNull();
        return failure;
    }

    @Test
    void a_page_that_answers_as_wanted_is_asked_once_and_nothing_is_to_do() throws Exception {
        var result = result(get("/page?a=b%20c"));
        assertThat(result)
                .containsEntry("status", new Value.Whole(200))
                .containsEntry("content", new Value.Text("grün\n"))
                .containsEntry("url", new Value.Text(base + "/page?a=b%20c"));
        assertThat(asked).containsExactly("GET /page?a=b%20c word hello");
    }

    @Test
    void json_is_decoded() throws Exception {
        var wanted = new LinkedHashMap<String, Value>();
        wanted.put("ok", new Value.Bool(true));
        wanted.put(
                "members",
                new Value.Items(
                        List.of(
                                new Value.Whole(1),
                                new Value.Decimal(2.5),
                                new Value.Nothing(),
                                new Value.Text("drei"))));
        assertThat(result(get("/json"))).containsEntry("json", new Value.Fields(wanted));
    }

    @Test
    void an_answer_in_chunks_is_put_together() throws Exception {
        assertThat(result(get("/chunked")).get("content"))
                .isEqualTo(new Value.Text("x".repeat(100_000) + "end"));
    }

    @Test
    void a_head_has_no_body_and_neither_has_a_204() throws Exception {
        assertThat(result(call("HEAD", base + "/json", List.of(200), Optional.empty())))
                .containsEntry("content", new Value.Text(""));
        assertThat(result(call("GET", base + "/none", List.of(204), Optional.empty())))
                .containsEntry("status", new Value.Whole(204));
    }

    @Test
    void a_question_is_followed_elsewhere_unless_that_is_the_wanted_answer() throws Exception {
        assertThat(result(get("/moved")))
                .containsEntry("url", new Value.Text(base + "/json?from=moved"));
        assertThat(result(call("GET", base + "/moved", List.of(302), Optional.empty())))
                .containsEntry("status", new Value.Whole(302));
        assertThat(fails(get("/round")).why()).contains("more than 5 times");
    }

    @Test
    void another_status_is_a_check_that_fails_with_what_the_page_says() throws Exception {
        Call<UriArguments> call = get("/down");
        assertThat(acts(call))
                .containsExactly(Act.quiet(Act.Kind.CHECK, base + "/down", "answers 200"));
        Failure failure = fails(call);
        assertThat(failure.what()).isEqualTo(base + "/down answers 503");
        assertThat(failure.evidence()).containsExactly("the disk is full");
    }

    @Test
    void a_page_that_is_mended_before_the_check_is_done_then() throws Exception {
        Call<UriArguments> call = get("/down");
        var some = (Change.Some<UriSight>) Rounds.diff(host, module, call);
        server.removeContext("/");
        server.createContext("/", exchange -> say(exchange, 200, "well", false));
        var done = call.done(module.act(host, call, some.acts().getFirst()));
        assertThat(result(done)).containsEntry("content", new Value.Text("well"));
    }

    @Test
    void what_changes_something_is_sent_exactly_once_and_cannot_be_taken_back() throws Exception {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("drain", new Value.Bool(true));
        fields.put("key", new Value.Secret(new Value.Text("hunter2")));
        var round =
                Rounds.run(
                        host,
                        module,
                        call(
                                "POST",
                                base + "/drain",
                                List.of(200),
                                Optional.of(new Value.Fields(fields))));
        assertThat(asked)
                .containsExactly(
                        "POST /drain {\"drain\":true,\"key\":\"hunter2\"} as application/json word"
                                + " hello");
        assertThat(round.acts()).allMatch(a -> a.kind() == Act.Kind.CHANGE);
        assertThat(round.undo()).isInstanceOf(Undo.Impossible.class);
        assertThat(round.result().fields()).containsEntry("status", new Value.Whole(200));
    }

    @Test
    void where_nothing_listens_there_is_no_answer_and_no_exception() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var call = call("GET", "http://127.0.0.1:" + port + "/", List.of(200), Optional.empty());
        assertThat(Rounds.observe(host, module, call).status()).isEqualTo(-1);
        assertThat(fails(call).why()).contains("Connection refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|no answer within",
                "SSH-2.0-server\r\n|does not speak HTTP",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc#|in the middle of the answer",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n|no proper length",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n|encoding that we do not know",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n|larger than 4 MiB",
                "#|without an answer",
            })
    void what_is_no_whole_answer_is_told(String words) throws Exception {
        String[] both = words.split("\\|", 2);
        try (ServerSocket odd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            var socket = odd.accept();
                            var input = socket.getInputStream();
                            while (input.read() != '\n') {}
                            while (input.available() > 0) {
                                var _ = input.read();
                            }
                            socket.getOutputStream()
                                    .write(
                                            both[0].replace("#", "")
                                                    .getBytes(StandardCharsets.UTF_8));
                            if (both[0].endsWith("#")) {
                                socket.close();
                            }
                        } catch (IOException gone) {
                            // The client has seen enough.
                        }
                    });
            String url = "http://127.0.0.1:" + odd.getLocalPort() + "/";
            Failure failure = fails(call("GET", url, List.of(200), Optional.empty()));
            assertThat(failure.why()).contains(both[1]);
        }
    }

    @Test
    void a_secret_address_is_shown_nowhere() throws Exception {
        Call<UriArguments> open = get("/down?key=hunter2");
        Call<UriArguments> call =
                new Call<>(
                        open.args(), Map.of(), Map.of(), Map.of(), Set.of("url"), Optional.empty());
        assertThat(acts(call))
                .containsExactly(Act.quiet(Act.Kind.CHECK, "an address", "answers 200"));
        Failure failure = fails(call);
        assertThat(failure.getMessage()).doesNotContain("hunter2");
        assertThat(failure.evidence()).isEmpty();
    }

    @Test
    void a_header_that_would_make_two_is_refused() {
        assertThatThrownBy(() ->
                        new UriArguments(
                                "http://h/",
                                "GET",
                                List.of(200),
                                Optional.empty(),
                                UriArguments.BodyFormat.RAW,
                                Map.of("X-A", "b\r\nX-C: d"),
                                2,
                                true,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-A");
    }
}
