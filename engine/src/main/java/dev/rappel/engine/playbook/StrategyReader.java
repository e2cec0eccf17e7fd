package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.playbook.Strategy.Batch;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands below {@code strategy}. */
final class StrategyReader {
    static final List<String> WORDS =
            List.of("serial", "order", "last", "partition", "parallel", "soak", "confirm");

    private static final int MOST = 1_000_000;

    private final Scope scope;
    private final Ledger ledger;
    private final Problems problems;
    private final Words words;
    private final InputReader inputs;

    StrategyReader(Scope scope, Ledger ledger, Problems problems) {
        this.scope = scope;
        this.ledger = ledger;
        this.problems = problems;
        this.words = new Words(problems);
        this.inputs = new InputReader(scope, problems);
    }

    Strategy read(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.STRATEGY,
                                    "a strategy is a mapping",
                                    Wording.begin(node))
                            .label("this is " + Wording.kind(node))
                            .note(
                                    "Ansible's strategy plugins (`linear`, `free`, …) have no meaning here")
                            .help(
                                    "write `strategy: {serial: 1}`, or leave it out for all hosts at once"));
            return Strategy.ALL_AT_ONCE;
        }
        List<Batch> serial = List.of();
        Optional<Expression> order = Optional.empty();
        Optional<Expression> last = Optional.empty();
        Optional<String> partition = Optional.empty();
        int parallel = 1;
        Duration soak = Duration.ZERO;
        boolean confirm = false;
        for (Node.Entry entry : mapping.entries()) {
            Node value = entry.value();
            switch (entry.key().text()) {
                case "serial" -> serial = serial(value);
                case "order" -> order = expression(value, Type.Simple.ANY);
                case "last" -> last = expression(value, Type.Simple.BOOL);
                case "partition" -> partition = partition(value);
                case "parallel" -> parallel = words.whole(value, 1, MOST).orElse(1);
                case "soak" -> soak = words.duration(value).orElse(Duration.ZERO);
                case "confirm" -> confirm = words.flag(value).orElse(false);
                default ->
                        words.unknown(
                                PlaybookCode.UNKNOWN_STRATEGY_WORD,
                                "a strategy",
                                entry.key(),
                                WORDS);
            }
        }
        needs(mapping, "parallel", "partition", "it says how many parts roll at the same time");
        for (String word : List.of("order", "last", "soak", "confirm")) {
            needs(mapping, word, "serial", "without it all hosts go at once");
        }
        return new Strategy(serial, order, last, partition, parallel, soak, confirm);
    }

    private void needs(Node.Mapping mapping, String word, String other, String why) {
        mapping.entry(word)
                .filter(_ -> mapping.entry(other).isEmpty())
                .ifPresent(entry ->
                        problems.add(
                                Diagnostic.error(
                                                PlaybookCode.STRATEGY,
                                                "`"
                                                        + word
                                                        + "` has no meaning without `"
                                                        + other
                                                        + "`",
                                                entry.key().span())
                                        .note(why)
                                        .help(
                                                other.equals("serial")
                                                        ? "add `serial: 1`"
                                                        : "add `partition: VARIABLE`")));
    }

    private Optional<Expression> expression(Node node, Type type) {
        Optional<Expression> expression = inputs.expression(node, type);
        expression.ifPresent(e -> ledger.use(e, Ledger.From.PLAY));
        return expression;
    }

    private List<Batch> serial(Node node) {
        List<Batch> batches = new ArrayList<>();
        for (Node item : node instanceof Node.Sequence list ? list.items() : List.of(node)) {
            batch(item).ifPresent(batches::add);
        }
        return batches;
    }

    private Optional<Batch> batch(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.text().matches("[0-9]{1,9}%")) {
            int percent = Integer.parseInt(scalar.text().substring(0, scalar.text().length() - 1));
            if (percent < 1 || percent > 100) {
                problems.add(
                        Diagnostic.error(
                                PlaybookCode.OUT_OF_RANGE,
                                "a share of the hosts is from 1% to 100%",
                                scalar.span()));
                return Optional.empty();
            }
            return Optional.of(new Batch.Percent(percent));
        }
        var count = words.whole(node, 1, MOST);
        return count.isPresent()
                ? Optional.of(new Batch.Count(count.getAsInt()))
                : Optional.empty();
    }

    /** All hosts would be one part, and go down together, if this were found out in the run. */
    private static boolean divides(Type type) {
        return !(Typing.open(type) instanceof Type.Fields
                || Typing.open(type) instanceof Type.Items
                || Typing.open(type) instanceof Type.Table);
    }

    private Optional<String> partition(Node node) {
        Optional<String> name = words.text(node);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        // Through the expression compiler, so that an unknown name gets its did-you-mean.
        Optional<Expression> variable =
                node instanceof Node.Scalar scalar
                        ? Expression.compile(scalar, scope, Type.Simple.ANY, problems)
                        : Optional.empty();
        if (variable.isPresent() && scope.find(name.get()).isEmpty()) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.STRATEGY,
                                    "`partition` is the name of one variable",
                                    node.span())
                            .help("put the expression into a variable and name that"));
            return Optional.empty();
        }
        Optional<Scope.Declared> declared = scope.find(name.get());
        if (variable.isPresent() && declared.filter(d -> divides(d.type())).isEmpty()) {
            Diagnostic wrong =
                    Diagnostic.error(
                                    PlaybookCode.STRATEGY,
                                    "`partition` needs a text that is the same on all hosts of a"
                                            + " part, and `"
                                            + name.get()
                                            + "` is "
                                            + Types.name(declared.get().type()),
                                    node.span())
                            .help("name another variable, which the inventory sets");
            problems.add(
                    declared.get()
                            .place()
                            .map(place -> wrong.related(place, "it gets its value here"))
                            .orElse(wrong));
            return Optional.empty();
        }
        variable.ifPresent(e -> ledger.use(e, Ledger.From.PLAY));
        return variable.isPresent() ? name : Optional.empty();
    }
}
