package dev.rappel.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DiagnosticJson;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import dev.rappel.engine.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Every byte sequence loads or gives a positioned diagnostic; nothing else comes out. */
final class YamlFuzzTest {
    private static final Look ASCII = new Look(true, StandardCharsets.US_ASCII, 60);

    @FuzzTest(maxDuration = "5m")
    void any_bytes_load_or_are_explained(byte[] bytes) {
        Problems problems = new Problems();
        Optional<Source> source = new SourceReader().decode(bytes, "fuzz.yml", problems);
        if (source.isEmpty()) {
            assertThat(problems.hasErrors()).isTrue();
            return;
        }
        for (YamlReader.Dialect dialect : YamlReader.Dialect.values()) {
            Problems own = new Problems();
            List<Node> nodes = YamlReader.readAll(source.get(), dialect, own);
            assertThat(!nodes.isEmpty() || own.hasErrors()).isTrue();
            nodes.forEach(YamlFuzzTest::use);
            for (Diagnostic found : own.sorted()) {
                assertThat(found.span()).isPresent();
                new DiagnosticPrinter(Look.PLAIN).print(found);
                String text = new DiagnosticPrinter(ASCII).print(found);
                assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
                DiagnosticJson.line(found);
            }
        }
    }

    private static void use(Node node) {
        if (Nodes.scalars(node).limit(5_000).count() == 5_000) {
            return;
        }
        Value value = Values.fromNode(node);
        assertThat(Values.describe(value)).isNotEmpty();
        assertThat(Values.fromNode(Nodes.of(value, node.span()))).isNotNull();
        Nodes.scalars(node)
                .forEach(scalar -> {
                    int length = scalar.text().length();
                    Span all = Positions.within(scalar, 0, length);
                    assertThat(all.start()).isBetween(scalar.span().start(), scalar.span().end());
                    Positions.within(scalar, length / 2, length);
                    for (Type type : Type.Simple.values()) {
                        Decoder.decode(scalar, type, new Problems());
                    }
                });
    }
}
