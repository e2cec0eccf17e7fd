package dev.rappel.modules.control;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import dev.rappel.modules.Result;

/** Fails, always: a way for a playbook to say no. */
public final class FailModule implements Reading<FailArguments, FailModule.Said> {
    /** What the playbook says. */
    public record Said(String text) {}

    @Override
    public ModuleSpec<FailArguments> spec() {
        return ControlSpecs.FAIL;
    }

    @Override
    public Observation<Said> observe(Call<FailArguments> call) {
        return new Observation.Known<>(new Said(call.args().msg()));
    }

    @Override
    public Change<Said> diff(Said state, Call<FailArguments> call) {
        return new Change.Blocked<>(
                state.text(), "this is the playbook's own message: its author knows more", true);
    }

    @Override
    public Value.Fields result(Said state, Call<FailArguments> call) {
        return new Result().put("msg", call.text("msg", state.text())).fields();
    }
}
