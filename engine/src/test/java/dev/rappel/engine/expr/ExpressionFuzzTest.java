package dev.rappel.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Type;
import java.util.Optional;

/** Any text is an expression that can be evaluated, or gets a diagnostic with a place. */
final class ExpressionFuzzTest {
    private static final Bindings ALL = Bindings.of(Samples.VALUES);

    @FuzzTest(maxDuration = "10m")
    void any_text_is_read_or_explained(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Problems problems = new Problems();
        Optional<Expression> read = Samples.read(text, Type.Simple.ANY, problems);
        assertThat(read.isPresent()).isEqualTo(!problems.hasErrors());
        problems.sorted().forEach(d -> assertThat(d.span()).isPresent());
        read.map(e -> e.evaluate(ALL))
                .ifPresent(outcome -> {
                    if (outcome instanceof Outcome.Failed(var diagnostic)) {
                        assertThat(diagnostic.span()).isPresent();
                    }
                });
    }
}
