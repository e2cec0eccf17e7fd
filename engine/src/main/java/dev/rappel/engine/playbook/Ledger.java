package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.text.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which names a play's texts and expressions use, and where; and which texts have values now. */
final class Ledger {
    private final List<Use> uses = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();

    /**
     * One use of a name.
     *
     * @param task how many tasks come before it in the play
     * @param guards conditions that keep it from being used where they are false
     * @param local the task's own variables
     */
    record Use(
            String name, Span place, int task, List<Expression> guards, List<Vars.Layer> local) {}

    /** Something whose value must fit its type on each host where it can be told already. */
    record Settled(Input input, int task, List<Expression> guards, List<Vars.Layer> local) {}

    /** A place in a play from which names are used. */
    record From(int task, List<Expression> guards, List<Vars.Layer> local) {
        static final From PLAY = new From(0, List.of(), List.of());
    }

    void use(Collection<String> names, Span place, From from) {
        for (String name : names) {
            if (!isLocal(name, from)) {
                uses.add(new Use(name, place, from.task(), from.guards(), from.local()));
            }
        }
    }

    void use(Expression expression, From from) {
        use(expression.names(), expression.span(), from);
    }

    /** An input, each of its templates at its own place. */
    void use(Input input, From from) {
        Inputs.each(input, leaf -> use(Inputs.names(leaf), leaf.span(), from));
        Inputs.each(
                input,
                leaf -> {
                    if (leaf instanceof Input.Filled) {
                        settled.add(new Settled(leaf, from.task(), from.guards(), from.local()));
                    }
                });
    }

    private static boolean isLocal(String name, From from) {
        return name.equals(BuiltIn.ITEM)
                || from.local().stream().anyMatch(l -> l.variables().containsKey(name));
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    List<Settled> settled() {
        return List.copyOf(settled);
    }
}
