package dev.rappel.modules.control;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import dev.rappel.modules.Result;
import java.util.Optional;

/** Shows a text or a value; its message is all there is to it. */
public final class DebugModule implements Reading<DebugArguments, DebugModule.Showing> {
    /** What is shown. */
    public record Showing(Value value) {}

    @Override
    public ModuleSpec<DebugArguments> spec() {
        return ControlSpecs.DEBUG;
    }

    @Override
    public Observation<Showing> observe(Call<DebugArguments> call) {
        Value value =
                Optional.ofNullable(call.values().get("var"))
                        .or(() -> call.args().msg())
                        .orElse(new Value.Nothing());
        return new Observation.Known<>(new Showing(value));
    }

    @Override
    public Change<Showing> diff(Showing state, Call<DebugArguments> call) {
        return new Change.None<>();
    }

    @Override
    public Optional<Message> message(Showing state, Call<DebugArguments> call) {
        return Optional.of(new Message(state.value(), call.args().verbosity()));
    }

    @Override
    public Value.Fields result(Showing state, Call<DebugArguments> call) {
        return new Result().put("msg", state.value()).fields();
    }
}
