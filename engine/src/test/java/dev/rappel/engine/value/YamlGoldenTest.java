package dev.rappel.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.Golden;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every broken or hostile file gives exactly these diagnostics. */
final class YamlGoldenTest {
    @TestFactory
    Stream<DynamicTest> each_broken_file_is_explained() throws IOException {
        return Golden.inputs("yaml", ".yml").stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        Problems problems = new Problems();
        // A guard against endless loops; far above what any of these needs.
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () ->
                        new SourceReader()
                                .read(file, name, problems)
                                .ifPresent(s -> YamlReader.read(s, problems)));
        assertThat(problems.isEmpty()).as("%s has no problem", name).isFalse();
        Golden.check(
                "yaml/" + name.replace(".yml", ".txt"),
                new DiagnosticPrinter(Look.PLAIN).print(problems.sorted()));
    }
}
