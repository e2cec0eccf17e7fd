package dev.rappel.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Templates made by a seeded generator, which knows what each must give. */
final class RenderModelTest {
    private static final Scope SCOPE =
            Scope.empty()
                    .with("t", Type.Simple.TEXT)
                    .with("n.x", Type.Simple.WHOLE)
                    .with("yes", Type.Simple.BOOL)
                    .with("no", Type.Simple.BOOL)
                    .with("list", new Type.Items(Type.Simple.TEXT))
                    .with("none", new Type.Items(Type.Simple.TEXT))
                    .with(
                            "map",
                            new Type.Fields(
                                    new LinkedHashMap<>(Map.of("k", Type.Simple.TEXT)), false));

    private static final Map<String, Value> VALUES =
            Map.of(
                    "t", new Value.Text("a{{b}}<&\r"),
                    "n.x", new Value.Whole(7, "007"),
                    "yes", new Value.Bool(true),
                    "no", new Value.Bool(false),
                    "list", new Value.Items(List.of(new Value.Text("p"), new Value.Text("q"))),
                    "none", new Value.Items(List.of()),
                    "map", new Value.Fields(new LinkedHashMap<>(Map.of("k", new Value.Text("v")))));

    /** A template and the text that it must give. */
    private record Pair(String template, String text) {
        Pair and(Pair more) {
            return new Pair(template + more.template, text + more.text);
        }
    }

    @Test
    void what_is_rendered_is_what_the_model_says() {
        long first = Long.getLong("seed", 20_260_101L);
        for (long seed = first; seed < first + 3_000; seed++) {
            Pair pair = parts(new Random(seed), 3);
            Problems problems = new Problems();
            Template template =
                    Template.compile(
                                    pair.template,
                                    Place.verbatim(new Source("model", pair.template).all()),
                                    SCOPE,
                                    Type.Simple.TEXT,
                                    problems)
                            .orElseThrow(
                                    () -> new AssertionError(pair.template + problems.sorted()));
            assertThat(template.render(Bindings.of(VALUES)))
                    .as("seed %d: %s", seed, pair.template)
                    .isEqualTo(new Outcome.Known(new Value.Text(pair.text)));
        }
    }

    private static Pair parts(Random random, int depth) {
        Pair all = new Pair("", "");
        for (int i = random.nextInt(5); i > 0; i--) {
            all = all.and(part(random, depth));
        }
        return all;
    }

    private static Pair part(Random random, int depth) {
        String blank = " ".repeat(random.nextInt(2));
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> literal(random);
            case 1 -> new Pair("{{" + blank + "t" + blank + "}}", "a{{b}}<&\r");
            case 2 -> new Pair("{{{n.x}}}", "007");
            case 3 -> new Pair("{{&map.k}}", "v");
            // A comment that shares its line with a letter takes nothing with it.
            case 4 -> new Pair("c{{! x {{ }}", "c");
            case 5 ->
                    section("#", random.nextBoolean() ? "yes" : "map", 1, parts(random, depth - 1));
            case 6 ->
                    section("#", random.nextBoolean() ? "no" : "none", 0, parts(random, depth - 1));
            case 7 ->
                    section("^", random.nextBoolean() ? "no" : "none", 1, parts(random, depth - 1));
            default -> section("#", "list", 2, parts(random, depth - 1));
        };
    }

    /** Letters around the tags keep them from standing alone on a line. */
    private static Pair section(String sigil, String name, int rounds, Pair inner) {
        return new Pair(
                "s{{" + sigil + name + "}}i" + inner.template + "j{{/" + name + "}}e",
                "s" + ("i" + inner.text + "j").repeat(rounds) + "e");
    }

    private static Pair literal(Random random) {
        String letters = "ab \n\r\t}é😀\"'&<";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int at =
                    letters.offsetByCodePoints(
                            0, random.nextInt(letters.codePointCount(0, letters.length())));
            text.appendCodePoint(letters.codePointAt(at));
        }
        return new Pair(text.toString(), text.toString());
    }
}
