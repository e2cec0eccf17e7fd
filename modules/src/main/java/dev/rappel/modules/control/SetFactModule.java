package dev.rappel.modules.control;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Sets variables for the tasks that follow; nothing happens on the host. */
public final class SetFactModule implements Reading<SetFactArguments, SetFactModule.Variables> {
    /** The variables, each with its value; secrets stay secret. */
    public record Variables(Value.Fields values) {}

    @Override
    public ModuleSpec<SetFactArguments> spec() {
        return ControlSpecs.SET_FACT;
    }

    @Override
    public Observation<Variables> observe(Call<SetFactArguments> call) {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        call.args().facts().forEach((name, value) -> values.put(name, kept(call, name, value)));
        return new Observation.Known<>(new Variables(new Value.Fields(values)));
    }

    private static Value kept(Call<SetFactArguments> call, String name, Value value) {
        return call.secret().contains(name) ? new Value.Secret(value) : value;
    }

    @Override
    public Change<Variables> diff(Variables state, Call<SetFactArguments> call) {
        return new Change.None<>();
    }

    @Override
    public Value.Fields sets(Variables state, Call<SetFactArguments> call) {
        return state.values();
    }

    @Override
    public Value.Fields result(Variables state, Call<SetFactArguments> call) {
        return Call.nothing();
    }
}
