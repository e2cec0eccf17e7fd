package dev.rappel.engine.roll;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.plan.Ordering;
import dev.rappel.engine.plan.World;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sorts hosts by the strategy: those of {@code last} after all others, else by {@code order}, else
 * as the play has them.
 */
public final class Order implements Ordering {
    private final Inventory inventory;

    public Order(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public List<String> of(Play play, List<String> hosts, World world) throws Failure {
        return decide(play, hosts, world).hosts();
    }

    /**
     * What was decided.
     *
     * @param hosts all of them, the next one first
     * @param last those of them that go last by the strategy
     */
    public record Decided(List<String> hosts, List<String> last) {
        public Decided {
            hosts = List.copyOf(hosts);
            last = List.copyOf(last);
        }
    }

    private record Ranked(String host, boolean last, Optional<Value> rank) {}

    /**
     * @throws Failure of kind REFUSED that names the host and the expression when it has no value
     *     there, or values that cannot be compared
     */
    public Decided decide(Play play, List<String> hosts, World world) throws Failure {
        List<Ranked> ranked = new ArrayList<>();
        for (String host : hosts) {
            Optional<Value> rank = Optional.empty();
            if (play.strategy().order().isPresent()) {
                rank = Optional.of(value(play.strategy().order().get(), play, host, world));
            }
            boolean last =
                    play.strategy().last().isPresent()
                            && value(play.strategy().last().get(), play, host, world)
                                    instanceof Value.Bool(boolean truth, String _)
                            && truth;
            ranked.add(new Ranked(host, last, rank));
        }
        checkComparable(play, ranked);
        List<Ranked> sorted = new ArrayList<>(ranked);
        // The sort is stable: equals stay in the play's order.
        sorted.sort(Comparator.comparing(Ranked::last).thenComparing(Order::compare));
        return new Decided(
                sorted.stream().map(Ranked::host).toList(),
                sorted.stream().filter(Ranked::last).map(Ranked::host).toList());
    }

    private Value value(Expression expression, Play play, String name, World world) throws Failure {
        var host =
                inventory
                        .host(name)
                        .orElseThrow(() -> new IllegalStateException("no host " + name));
        return switch (expression.evaluate(
                play.names().bindings(host, List.of(), world.seen(name)))) {
            case Outcome.Known(Value.Secret hidden) -> hidden.reveal();
            case Outcome.Known(Value value) -> value;
            case Outcome.Unknown(var names) ->
                    throw undecided(
                            expression, name, "not known there: " + String.join(", ", names));
            case Outcome.Failed(var diagnostic) ->
                    throw undecided(expression, name, diagnostic.title());
        };
    }

    private static Failure undecided(Expression expression, String host, String why) {
        return Failure.of(
                        Failure.Kind.REFUSED,
                        host + ": cannot tell its place in the order, `" + expression.text() + "`")
                .why(why)
                .help("let a task tell it on every host before: " + expression.span().at());
    }

    private static void checkComparable(Play play, List<Ranked> all) throws Failure {
        for (Ranked one : all) {
            Optional<Value> first = all.getFirst().rank();
            if (one.rank().isEmpty() || first.isEmpty()) {
                continue;
            }
            Kind kind = kind(one.rank().get());
            if (kind == Kind.OTHER || kind != kind(first.get())) {
                throw undecided(
                        play.strategy().order().orElseThrow(),
                        one.host(),
                        "its value cannot be compared with that of " + all.getFirst().host());
            }
        }
    }

    private enum Kind {
        NUMBER,
        TEXT,
        TRUTH,
        TIME,
        VERSION,
        SIZE,
        OTHER
    }

    private static Kind kind(Value value) {
        return switch (value) {
            case Value.Whole _, Value.Decimal _ -> Kind.NUMBER;
            case Value.Text _ -> Kind.TEXT;
            case Value.Bool _ -> Kind.TRUTH;
            case Value.Time _ -> Kind.TIME;
            case Version _ -> Kind.VERSION;
            case Size _ -> Kind.SIZE;
            default -> Kind.OTHER;
        };
    }

    private static int compare(Ranked a, Ranked b) {
        if (a.rank().isEmpty() || b.rank().isEmpty()) {
            return 0;
        }
        Value left = a.rank().get();
        Value right = b.rank().get();
        if (left instanceof Value.Whole(long x, String _)
                && right instanceof Value.Whole(long y, String _)) {
            return Long.compare(x, y);
        }
        if (left instanceof Value.Text(String x) && right instanceof Value.Text(String y)) {
            return x.compareTo(y);
        }
        if (left instanceof Value.Bool(boolean x, String _)
                && right instanceof Value.Bool(boolean y, String _)) {
            return Boolean.compare(x, y);
        }
        if (left instanceof Value.Time(var x, String _)
                && right instanceof Value.Time(var y, String _)) {
            return x.compareTo(y);
        }
        if (left instanceof Version x && right instanceof Version y) {
            return x.compareTo(y);
        }
        if (left instanceof Size x && right instanceof Size y) {
            return x.compareTo(y);
        }
        return Double.compare(number(left), number(right));
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.Whole(long number, String _) -> number;
            case Value.Decimal(double number, String _) -> number;
            default -> 0;
        };
    }
}
