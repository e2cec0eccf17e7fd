package dev.rappel.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any text is a template that can be filled in, or gets a diagnostic with a place. */
final class TemplateFuzzTest {
    private static final Scope SCOPE =
            Scope.empty()
                    .with("a", Type.Simple.TEXT)
                    .with("b", Type.Simple.BOOL)
                    .with("l", new Type.Items(Type.Simple.TEXT))
                    .with("x", Type.Simple.ANY);
    private static final Bindings VALUES =
            Bindings.of(
                    Map.of(
                            "a", new Value.Text("A"),
                            "b", new Value.Bool(true),
                            "l", new Value.Items(List.of(new Value.Text("p"))),
                            "x", new Value.Nothing()));

    @FuzzTest(maxDuration = "10m")
    void any_text_is_read_or_explained(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Problems problems = new Problems();
        Optional<Template> read =
                Template.compile(
                        text,
                        Place.verbatim(new Source("fuzz", text).all()),
                        SCOPE,
                        Type.Simple.TEXT,
                        problems);
        assertThat(read.isPresent()).isEqualTo(!problems.hasErrors());
        problems.sorted().forEach(d -> assertThat(d.span()).isPresent());
        if (read.isPresent()) {
            Outcome outcome = read.get().render(VALUES);
            if (!text.contains("{{")) {
                assertThat(outcome).isEqualTo(new Outcome.Known(new Value.Text(text)));
            }
            if (outcome instanceof Outcome.Failed(var diagnostic)) {
                assertThat(diagnostic.span()).isPresent();
            }
        }
    }
}
