package dev.rappel.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.EmbeddedCases;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of wrong conditions; the cases stand in files beside each other, by kind. */
final class ExprDiagnosticsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "syntax",
                "names",
                "functions",
                "types",
                "results",
                "fields",
                "habits",
                "literals"
            })
    void is_told(String kind) throws IOException {
        EmbeddedCases.check(
                Path.of("src/test/resources/golden/expr/" + kind + ".txt"),
                ExprDiagnosticsTest::answer);
    }

    private static String answer(Source source) {
        Problems problems = new Problems();
        boolean read = Samples.read(source.text(), Type.Simple.BOOL, problems).isPresent();
        assertThat(read).as(source.text()).isEqualTo(!problems.hasErrors());
        return problems.isEmpty()
                ? "accepted\n"
                : problems.sorted().stream()
                        .map(EmbeddedCases::shown)
                        .collect(Collectors.joining());
    }
}
