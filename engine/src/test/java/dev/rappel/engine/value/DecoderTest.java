package dev.rappel.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.Golden;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DecoderTest {
    enum Restart {
        NEVER,
        ON_FAILURE
    }

    record Probe(@Doc("Where to ask.") String url, @Default("200") int status) {}

    @Doc("Keeps a service as it should be.")
    @OnlyOne({"src", "content"})
    record Service(
            @Doc("The unit's name.") String name,
            Optional<Version> version,
            @Default("30s") Duration startTimeout,
            @Default("0644") FileMode mode,
            @Default("never") Restart restart,
            @Default("[]") List<Integer> ports,
            @Default("{}") Map<String, String> env,
            Optional<Probe> probe,
            Optional<Size> quota,
            Optional<Value.Secret> password,
            @Default("false") boolean enabled,
            Optional<Value> extra,
            Optional<String> src,
            Optional<String> content) {
        Service {
            if (ports.size() > 3) {
                throw new IllegalArgumentException("no more than three ports");
            }
        }
    }

    private static final RecordSchema<Service> SCHEMA = RecordSchema.of(Service.class);
    private final Problems problems = new Problems();

    private Node node(String text) {
        return YamlReader.read(new Source("s.yml", text), problems).orElseThrow();
    }

    @Test
    void a_record_is_decoded_by_its_components() {
        Service service =
                SCHEMA.decode(
                                node(
                                        """
                                        name: on
                                        version: 3.10
                                        start_timeout: 1m30s
                                        mode: 0755
                                        restart: on-failure
                                        ports: [80, '443']
                                        env: {A: 1.10, B: no}
                                        probe: {url: http://x/}
                                        quota: 2GiB
                                        password: !secret 1234
                                        enabled: yes
                                        extra: {n: 0x10}
                                        """),
                                problems)
                        .orElseThrow();
        assertThat(service.name()).isEqualTo("on");
        assertThat(service.version()).contains(Version.parse("3.10").orElseThrow());
        assertThat(service.startTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(service.mode().bits()).isEqualTo(0755);
        assertThat(service.restart()).isEqualTo(Restart.ON_FAILURE);
        assertThat(service.ports()).containsExactly(80, 443);
        assertThat(service.env()).isEqualTo(Map.of("A", "1.10", "B", "no"));
        assertThat(service.probe()).contains(new Probe("http://x/", 200));
        assertThat(service.quota().orElseThrow().bytes()).isEqualTo(2L << 30);
        assertThat(service.password().orElseThrow().reveal()).isEqualTo(new Value.Text("1234"));
        assertThat(service.enabled()).isTrue();
        assertThat(service.toString()).doesNotContain("1234");
    }

    @Test
    void what_is_left_out_has_its_default() {
        Service service = SCHEMA.decode(node("name: x"), problems).orElseThrow();
        assertThat(service.startTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(service.ports()).isEmpty();
        assertThat(service.probe()).isEmpty();
        assertThat(service.mode()).isEqualTo(new FileMode(0644));
    }

    @Test
    void templates_are_left_for_later_and_checked_then() {
        Node node = node("name: '{{ n }}'\nports: [1, '{{ p }}']\nprobe: {url: '{{ u }}'}");
        Arguments<Service> arguments =
                SCHEMA.bind(node, s -> s.text().contains("{{"), problems).orElseThrow();
        assertThat(arguments.deferred().stream().map(d -> d.path() + ": " + Types.name(d.type())))
                .containsExactly("name: a text", "ports[1]: a whole number", "probe.url: a text");
        Service service =
                arguments
                        .complete(s -> Nodes.of(new Value.Whole(7), s.span()), problems)
                        .orElseThrow();
        assertThat(service.name()).isEqualTo("7");
        assertThat(service.ports()).containsExactly(1, 7);
        assertThat(arguments.complete(s -> Nodes.of(new Value.Text("x"), s.span()), problems))
                .isEmpty();
        assertThat(problems.sorted())
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.title()).isEqualTo("expected a whole number, found the text `x`");
                    assertThat(d.span().orElseThrow().text()).isEqualTo("'{{ p }}'");
                });
    }

    @Test
    void the_schema_says_what_a_record_takes() {
        assertThat(SCHEMA.doc()).isEqualTo("Keeps a service as it should be.");
        assertThat(SCHEMA.component("name").orElseThrow().required()).isTrue();
        assertThat(SCHEMA.component("start_timeout").orElseThrow())
                .isEqualTo(
                        new RecordSchema.Component(
                                "start_timeout",
                                Type.Simple.DURATION,
                                false,
                                Optional.of("30s"),
                                "",
                                Optional.empty(),
                                Optional.empty()));
        assertThat(SCHEMA.type().fields().get("restart"))
                .isEqualTo(new Type.Choice(List.of("never", "on-failure")));
    }

    @TestFactory
    Stream<DynamicTest> each_wrong_value_is_explained() throws IOException {
        return Golden.inputs("values", ".yml").stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        Problems problems = new Problems();
        Optional<Service> service =
                new SourceReader()
                        .read(file, name, problems)
                        .flatMap(s -> YamlReader.read(s, problems))
                        .flatMap(n -> SCHEMA.decode(n, problems));
        assertThat(service).as(name).isEmpty();
        assertThat(problems.hasErrors()).as("%s has no problem", name).isTrue();
        String printed = new DiagnosticPrinter(Look.PLAIN).print(problems.sorted());
        assertThat(printed).doesNotContain("hunter2");
        Golden.check("values/" + name.replace(".yml", ".txt"), printed);
    }
}
