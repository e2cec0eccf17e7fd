package dev.rappel.engine.plan;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one turn of a task comes to in a plan.
 *
 * @param outlook what is foreseen
 * @param result what its {@code register} gets; empty when that cannot be told yet
 * @param facts the facts it brings to light
 * @param speaks whether its author wants something to be read when it has run
 * @param factsLater whether its facts will have other values afterwards that nobody can know now
 */
record TurnPlan(
        Outlook outlook,
        Optional<Value.Fields> result,
        Map<String, Value> facts,
        boolean factsLater,
        boolean speaks) {
    private static final String EARLIER = "earlier tasks change this first";

    /** Of a turn that cannot be told yet. */
    static TurnPlan later(String because) {
        return new TurnPlan(new Outlook.Later(because), Optional.empty(), Map.of(), true, false);
    }

    static TurnPlan of(Outlook outlook) {
        return new TurnPlan(outlook, Optional.empty(), Map.of(), false, false);
    }

    /**
     * Observes the host and works out what is to be done.
     *
     * @param earlier what is planned for the host so far
     * @param afterChanges whether anything is changed anywhere before this turn
     */
    static <A extends Record, S> TurnPlan make(
            Prepared.Ready<A, S> ready,
            Task task,
            Looking.Host host,
            List<Act> earlier,
            boolean afterChanges,
            Bindings names)
            throws Failure, InterruptedException {
        Module<A, S> module = ready.module();
        S state;
        try {
            state =
                    module.predict(
                            Looking.at(host, module.observe(ready.call())), ready.call(), earlier);
        } catch (Failure failure) {
            if (failure.kind() == Failure.Kind.UNREACHABLE) {
                throw failure;
            }
            return afterChanges ? later(EARLIER) : of(blocked(failure));
        }
        return switch (module.diff(state, ready.call())) {
            case Change.None<S>() -> same(module, state, ready, task, names, afterChanges);
            case Change.Some<S> some -> acts(module, state, ready, some);
            case Change.Blocked<S>(String why, String help, boolean liftable) ->
                    liftable && afterChanges
                            ? later(EARLIER)
                            : of(new Outlook.Blocked(ready.title(), why, help));
        };
    }

    private static <A extends Record, S> TurnPlan same(
            Module<A, S> module,
            S state,
            Prepared.Ready<A, S> ready,
            Task task,
            Bindings names,
            boolean afterChanges) {
        Value.Fields result = Results.of(module.result(state, ready.call()), false);
        if (task.retry().isPresent()) {
            Bindings own = task.register().map(r -> names.with(r, result)).orElse(names);
            for (Expression until : task.retry().get().until()) {
                if (!(until.evaluate(own)
                                instanceof Outcome.Known(Value.Bool(boolean truth, var _)))
                        || !truth) {
                    return afterChanges
                            ? later(EARLIER)
                            : later("it is repeated until " + until.text());
                }
            }
        }
        return new TurnPlan(
                new Outlook.Same(),
                Optional.of(result),
                learnt(module, state, ready),
                false,
                module.message(state, ready.call()).isPresent());
    }

    private static <A extends Record, S> TurnPlan acts(
            Module<A, S> module, S state, Prepared.Ready<A, S> ready, Change.Some<S> some) {
        Optional<String> cannotUndo =
                module.wayBack(state, ready.call(), some) instanceof Undo.Impossible(String why)
                        ? Optional.of(why)
                        : Optional.empty();
        Outlook outlook = new Outlook.Acts(some.acts(), cannotUndo, new TreeSet<>(some.unknown()));
        if (!some.unknown().isEmpty()) {
            return new TurnPlan(outlook, Optional.empty(), Map.of(), true, false);
        }
        return new TurnPlan(
                outlook,
                Optional.of(
                        Results.of(
                                module.result(some.promised(), ready.call()), outlook.changes())),
                learnt(module, some.promised(), ready),
                false,
                false);
    }

    /** Facts, and the variables that the task sets. */
    private static <A extends Record, S> Map<String, Value> learnt(
            Module<A, S> module, S state, Prepared.Ready<A, S> ready) {
        Map<String, Value> learnt = new HashMap<>(module.facts(state).fields());
        learnt.putAll(module.sets(state, ready.call()).fields());
        return learnt;
    }

    private static Outlook blocked(Failure failure) {
        String why =
                failure.evidence().isEmpty()
                        ? failure.why()
                        : failure.why() + "\n" + String.join("\n", failure.evidence());
        return new Outlook.Blocked(failure.what(), why, failure.help());
    }
}
