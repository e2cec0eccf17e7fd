package dev.rappel.modules.control;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import dev.rappel.modules.Result;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Conditions are true. The engine judges them; what it found is the state. */
public final class AssertModule implements Reading<AssertArguments, AssertModule.Verdicts> {
    /** The conditions, judged, in the order of the task. */
    public record Verdicts(List<Call.Judged> judged) {
        public Verdicts {
            judged = List.copyOf(judged);
        }
    }

    @Override
    public ModuleSpec<AssertArguments> spec() {
        return ControlSpecs.ASSERT;
    }

    @Override
    public Observation<Verdicts> observe(Call<AssertArguments> call) {
        return new Observation.Known<>(new Verdicts(call.judged().getOrDefault("that", List.of())));
    }

    @Override
    public Change<Verdicts> diff(Verdicts state, Call<AssertArguments> call) {
        Optional<Call.Judged> wrong = with(state, Optional.of(false)).findFirst();
        if (wrong.isPresent()) {
            return new Change.Blocked<>(
                    call.args().failMsg().map(m -> m + "; ").orElse("") + why(wrong.get()),
                    "make the condition true, or change what the playbook asks for",
                    true);
        }
        List<Act> later =
                with(state, Optional.empty())
                        .map(j -> Act.quiet(Act.Kind.CHECK, j.text(), "known later"))
                        .toList();
        return later.isEmpty() ? new Change.None<>() : new Change.Some<>(later, state, Set.of());
    }

    private static java.util.stream.Stream<Call.Judged> with(
            Verdicts state, Optional<Boolean> truth) {
        return state.judged().stream().filter(j -> j.truth().equals(truth));
    }

    private static String why(Call.Judged wrong) {
        String seen =
                wrong.seen().fields().entrySet().stream()
                        .map(e -> e.getKey() + " = " + Shown.line(e.getValue()))
                        .collect(Collectors.joining(", "));
        return "`" + wrong.text() + "` is false" + (seen.isEmpty() ? "" : " with " + seen);
    }

    @Override
    public Value.Fields result(Verdicts state, Call<AssertArguments> call) {
        String said = call.args().successMsg().orElse("all conditions are true");
        return new Result().put("msg", call.text("success_msg", said)).fields();
    }
}
