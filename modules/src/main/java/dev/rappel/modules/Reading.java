package dev.rappel.modules;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;

/** A module that changes nothing on a host: it interrupts nobody and leaves nothing to put back. */
public interface Reading<A extends Record, S> extends Module<A, S> {
    @Override
    default Value.Fields act(HostAccess host, Call<A> call, Act act)
            throws Failure, InterruptedException {
        return Call.nothing();
    }

    @Override
    default Undo wayBack(S before, Call<A> call, Change.Some<S> change) {
        return new Undo.Nothing();
    }

    @Override
    default void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        throw new IllegalArgumentException("no step of ours: " + step);
    }

    @Override
    default Value.Fields facts(S state) {
        return Call.nothing();
    }

    @Override
    default Verdict guard(HostAccess host, Call<A> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
