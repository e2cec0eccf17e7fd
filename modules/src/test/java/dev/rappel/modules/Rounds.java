package dev.rappel.modules;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.List;

/** Takes a module through the round that a run takes it through. */
public final class Rounds {
    private Rounds() {}

    /** What a round came to. */
    public record Round<S>(List<Act> acts, Undo undo, S after, Value.Fields result) {}

    public static <A extends Record, S> S observe(
            HostAccess host, Module<A, S> module, Call<A> call)
            throws Failure, InterruptedException {
        return switch (module.observe(call)) {
            case Observation.Scripted<S>(var script, var reader) -> reader.read(host.run(script));
            case Observation.Direct<S>(var look) -> look.at(host);
            case Observation.Known<S>(S state) -> state;
        };
    }

    public static <A extends Record, S> Change<S> diff(
            HostAccess host, Module<A, S> module, Call<A> call)
            throws Failure, InterruptedException {
        return module.diff(observe(host, module, call), call);
    }

    /** Observes, acts, and insists that nothing is left to do. */
    public static <A extends Record, S> Round<S> run(
            HostAccess host, Module<A, S> module, Call<A> call)
            throws Failure, InterruptedException {
        S before = observe(host, module, call);
        Change<S> change = module.diff(before, call);
        if (!(change instanceof Change.Some<S> some)) {
            throw new AssertionError("nothing to do: " + change);
        }
        Undo undo = module.wayBack(before, call, some);
        Value.Fields given = Call.nothing();
        for (Act act : some.acts()) {
            given = module.act(host, call, act);
        }
        Call<A> done = call.done(given);
        S after = observe(host, module, done);
        Change<S> left = module.diff(after, done);
        if (!(left instanceof Change.None<S>)) {
            throw new AssertionError("not done: " + left + " of " + after);
        }
        return new Round<>(some.acts(), undo, after, module.result(after, done));
    }

    public static void undo(HostAccess host, Module<?, ?> module, Undo undo)
            throws Failure, InterruptedException {
        if (!(undo instanceof Undo.Steps(List<Step> steps, List<Step> then, var _))) {
            throw new AssertionError("no way back: " + undo);
        }
        for (Step step : steps) {
            module.undo(host, step);
        }
        for (Step step : then) {
            module.undo(host, step);
        }
    }
}
