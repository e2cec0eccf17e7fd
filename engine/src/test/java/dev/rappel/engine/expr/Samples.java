package dev.rappel.engine.expr;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Type.Simple;
import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scope in which the tests of this room read their expressions, and values for it. */
final class Samples {
    static final Scope SCOPE =
            Scope.empty()
                    .with("db.is_leader", Simple.BOOL)
                    .with("db.version", Simple.VERSION)
                    .with("db.size", Simple.SIZE)
                    .with("db.lag", Simple.DURATION)
                    .with("count", Simple.WHOLE)
                    .with("zero", Simple.WHOLE)
                    .with("load", Simple.DECIMAL)
                    .with("name", Simple.TEXT)
                    .with("role", new Type.Choice(List.of("leader", "follower", "learner")))
                    .with("hosts", new Type.Items(Simple.TEXT))
                    .with("ports", new Type.Table(Simple.WHOLE))
                    .with("result", fields(false, Map.of("rc", Simple.WHOLE)))
                    .with("answer", fields(true, Map.of("code", Simple.WHOLE)))
                    .with("members", new Type.Items(fields(false, Map.of("ready", Simple.BOOL))))
                    .with("anything", Simple.ANY)
                    .with("token", new Type.Secret(Simple.TEXT));

    static final Map<String, Value> VALUES =
            Map.ofEntries(
                    Map.entry("db.is_leader", new Value.Bool(true)),
                    Map.entry("db.version", new Value.Decimal(3.1, "3.10")),
                    Map.entry("db.size", new Value.Text("2GiB")),
                    Map.entry("db.lag", new Value.Text("1m30s")),
                    Map.entry("count", new Value.Whole(3)),
                    Map.entry("zero", new Value.Whole(0)),
                    Map.entry("load", new Value.Decimal(0.5)),
                    Map.entry("name", new Value.Text("n1")),
                    Map.entry("role", new Value.Text("leader")),
                    Map.entry("hosts", list(new Value.Text("a"), new Value.Text("b"))),
                    Map.entry("ports", table(Map.of("client", new Value.Whole(2379)))),
                    Map.entry("result", table(Map.of("rc", new Value.Whole(0)))),
                    Map.entry(
                            "answer",
                            table(
                                    Map.of(
                                            "code",
                                            new Value.Whole(200),
                                            "by",
                                            new Value.Text("n1")))),
                    Map.entry(
                            "members",
                            list(
                                    table(Map.of("ready", new Value.Bool(true))),
                                    table(Map.of("ready", new Value.Bool(false))))),
                    Map.entry("anything", new Value.Text("3")),
                    Map.entry("token", new Value.Secret(new Value.Text("hunter2"))));

    private Samples() {}

    static Optional<Expression> read(String text, Type expected, Problems problems) {
        Source source = new Source("test", text);
        return Expression.compile(text, Place.verbatim(source.all()), SCOPE, expected, problems);
    }

    static Expression expression(String text) {
        Problems problems = new Problems();
        return read(text, Simple.ANY, problems)
                .orElseThrow(() -> new AssertionError(text + ": " + problems.sorted()));
    }

    static Type fields(boolean open, Map<String, Type> fields) {
        return new Type.Fields(new java.util.TreeMap<>(fields), open);
    }

    static Value list(Value... items) {
        return new Value.Items(List.of(items));
    }

    static Value table(Map<String, Value> fields) {
        return new Value.Fields(new LinkedHashMap<>(fields));
    }
}
