package dev.rappel.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.RecordSchema;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Values;
import dev.rappel.engine.value.YamlReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases in {@code cases/MODULE/CASE.yml}: what a task says, what the host answers, and what
 * follows from the two.
 */
class CasesTest {
    private static final Path CASES = cases();

    private static final List<String> AFTER = List.of("message", "sets", "facts", "result");

    private static Path cases() {
        try {
            return Path.of(Objects.requireNonNull(CasesTest.class.getResource("/cases")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> each_case_comes_out_as_it_says() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(CASES)) {
            files = all.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(f ->
                        DynamicTest.dynamicTest(
                                CASES.relativize(f).toString(), f.toUri(), () -> check(f)));
    }

    private static void check(Path file) throws Exception {
        String name = CASES.relativize(file).getName(0).toString();
        Module<?, ?> module = new GenericModules().module(name).orElseThrow();
        Problems problems = new Problems();
        Node node =
                YamlReader.read(
                                new Source(file.toString(), Files.readString(file)),
                                YamlReader.Dialect.VARIABLES,
                                problems)
                        .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        Value.Fields said = (Value.Fields) Values.fromNode(node);
        assertThat(came(module, node, said)).isEqualTo(expected(said));
    }

    /** All that is expected, as text, one thing a line: easy to compare, easy to read. */
    private static String expected(Value.Fields said) {
        List<String> lines = new ArrayList<>();
        for (String way : List.of("none", "blocked", "refused", "fails", "undo", "shows")) {
            text(said, way).ifPresent(t -> lines.add(way + ": " + t));
        }
        if (said.fields().get("acts") instanceof Value.Items(List<Value> acts)) {
            for (Value act : acts) {
                Value.Fields fields = (Value.Fields) act;
                lines.add(
                        "act: "
                                + text(fields, "kind").orElse("")
                                + " "
                                + text(fields, "subject").orElse("")
                                + ": "
                                + text(fields, "description").orElse(""));
            }
        }
        for (String way : AFTER) {
            text(said, way).ifPresent(t -> lines.add(way + ": " + t));
        }
        return String.join("\n", lines);
    }

    /** What a task without a change, or one that is promised, gives; only where the case tells. */
    private static <A extends Record, S> Stream<String> after(
            Module<A, S> module, Call<A> call, S state, Value.Fields said) {
        return AFTER.stream()
                .filter(way -> text(said, way).isPresent())
                .map(way ->
                        way
                                + ": "
                                + switch (way) {
                                    case "message" ->
                                            module.message(state, call)
                                                    .map(m ->
                                                            whole(m.value())
                                                                    + " at "
                                                                    + m.verbosity())
                                                    .orElse("none");
                                    case "sets" -> whole(module.sets(state, call));
                                    case "facts" -> whole(module.facts(state));
                                    default -> whole(module.result(state, call));
                                });
    }

    private static String whole(Value value) {
        return switch (value) {
            case Value.Fields(var fields) ->
                    fields.entrySet().stream()
                            .map(e -> e.getKey() + " = " + whole(e.getValue()))
                            .collect(Collectors.joining(", "));
            case Value.Items(var items) ->
                    items.stream()
                            .map(CasesTest::whole)
                            .collect(Collectors.joining(", ", "[", "]"));
            case Value.Nothing _ -> "nothing";
            default -> seen(value);
        };
    }

    private static <A extends Record, S> String came(
            Module<A, S> module, Node node, Value.Fields said) throws Exception {
        Node args =
                ((Node.Mapping) node)
                        .entries().stream()
                                .filter(e -> e.key().text().equals("args"))
                                .findFirst()
                                .orElseThrow()
                                .value();
        Problems problems = new Problems();
        Optional<A> decoded = RecordSchema.of(module.spec().record()).decode(args, problems);
        if (decoded.isEmpty()) {
            return "refused: "
                    + problems.sorted().stream()
                            .map(Diagnostic::title)
                            .collect(Collectors.joining("; "));
        }
        Call<A> call = call(decoded.get(), said);
        S state;
        try {
            state = state(module, call, said);
        } catch (Failure e) {
            return "fails: " + e.getMessage();
        }
        state = module.predict(state, call, earlier(said));
        return switch (module.diff(state, call)) {
            case Change.None<S> _ ->
                    Stream.concat(
                                    Stream.of("none: nothing to do"),
                                    after(module, call, state, said))
                            .collect(Collectors.joining("\n"));
            case Change.Blocked<S>(String why, String _, boolean liftable) ->
                    "blocked: " + why + (liftable ? " (for now)" : "");
            case Change.Some<S> some ->
                    Stream.of(
                                    Stream.of(
                                            "undo: "
                                                    + switch (module.wayBack(state, call, some)) {
                                                        case Undo.Steps _ -> "steps";
                                                        case Undo.Nothing _ -> "nothing";
                                                        case Undo.Impossible _ -> "impossible";
                                                    },
                                            shows(some, said)),
                                    some.acts().stream()
                                            .map(a ->
                                                    "act: "
                                                            + a.kind()
                                                            + " "
                                                            + a.subject()
                                                            + ": "
                                                            + a.description()),
                                    after(module, call, some.promised(), said))
                            .flatMap(lines -> lines)
                            .filter(l -> !l.isEmpty())
                            .collect(Collectors.joining("\n"));
        };
    }

    /** What can be seen of the texts before and after; only where the case tells. */
    private static <S> String shows(Change.Some<S> some, Value.Fields said) {
        if (text(said, "shows").isEmpty()) {
            return "";
        }
        return "shows: "
                + some.acts().stream()
                        .flatMap(a -> a.difference().stream())
                        .map(d -> seen(d.before()) + " → " + seen(d.after()))
                        .collect(Collectors.joining());
    }

    private static String seen(Value value) {
        return value instanceof Value.Scalar scalar
                ? scalar.written().replace("\n", "⏎")
                : value.toString();
    }

    private static <A extends Record> Call<A> call(A args, Value.Fields said) throws Exception {
        Map<String, Content> contents = new HashMap<>();
        Optional<String> content = text(said, "content");
        if (content.isPresent()) {
            byte[] bytes = content.get().getBytes(StandardCharsets.UTF_8);
            String hash =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            contents.put(
                    "src", new Content.Inline(new Value.Text(content.get()), hash, bytes.length));
        }
        Set<String> secret = Set.copyOf(texts(said, "secret"));
        Map<String, Value> values =
                said.fields().get("values") instanceof Value.Fields(var given) ? given : Map.of();
        Optional<Value.Fields> done =
                said.fields().get("done") instanceof Value.Fields given
                        ? Optional.of(given)
                        : Optional.empty();
        return new Call<>(args, judged(said), values, contents, secret, done);
    }

    private static Map<String, List<Call.Judged>> judged(Value.Fields said) {
        if (!(said.fields().get("judged") instanceof Value.Items(List<Value> items))) {
            return Map.of();
        }
        List<Call.Judged> verdicts = new ArrayList<>();
        for (Value item : items) {
            Value.Fields fields = (Value.Fields) item;
            verdicts.add(
                    new Call.Judged(
                            text(fields, "text").orElseThrow(),
                            text(fields, "truth").map("true"::equals),
                            fields.fields().get("seen") instanceof Value.Fields seen
                                    ? seen
                                    : Call.nothing()));
        }
        return Map.of("that", verdicts);
    }

    private static <A extends Record, S> S state(
            Module<A, S> module, Call<A> call, Value.Fields said)
            throws Failure, InterruptedException {
        Reply reply =
                new Reply(
                        text(said, "status").map(Integer::parseInt).orElse(0),
                        text(said, "reply").orElse(""),
                        text(said, "err").orElse(""));
        return switch (module.observe(call)) {
            case Observation.Scripted<S>(var _, var reader) -> reader.read(reply);
            case Observation.Direct<S>(var look) ->
                    look.at(
                            new LocalHost() {
                                @Override
                                public Reply run(Script script) {
                                    return reply;
                                }
                            });
            case Observation.Known<S>(S known) -> known;
        };
    }

    private static List<Act> earlier(Value.Fields said) {
        List<Act> acts = new ArrayList<>();
        if (said.fields().get("earlier") instanceof Value.Items(List<Value> items)) {
            for (Value item : items) {
                Value.Fields fields = (Value.Fields) item;
                acts.add(
                        Act.quiet(
                                Act.Kind.valueOf(
                                        text(fields, "kind")
                                                .orElseThrow()
                                                .toUpperCase(Locale.ROOT)),
                                text(fields, "subject").orElseThrow(),
                                "of an earlier task"));
            }
        }
        return acts;
    }

    private static List<String> texts(Value.Fields said, String name) {
        return said.fields().get(name) instanceof Value.Items(List<Value> items)
                ? items.stream().map(i -> ((Value.Scalar) i).written()).toList()
                : List.of();
    }

    private static Optional<String> text(Value.Fields said, String name) {
        return said.fields().get(name) instanceof Value.Scalar scalar
                ? Optional.of(scalar.written())
                : Optional.empty();
    }
}
