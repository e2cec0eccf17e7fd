package dev.rappel.modules.control;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import dev.rappel.modules.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Waits for a time, or for a person. */
public final class PauseModule implements Reading<PauseArguments, PauseModule.Waited> {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Whether this task has waited already in this run, and what came of it. */
    public record Waited(Optional<Value.Fields> outcome) {}

    @Override
    public ModuleSpec<PauseArguments> spec() {
        return ControlSpecs.PAUSE;
    }

    @Override
    public Observation<Waited> observe(Call<PauseArguments> call) {
        return new Observation.Known<>(new Waited(call.done()));
    }

    @Override
    public Change<Waited> diff(Waited state, Call<PauseArguments> call) {
        if (state.outcome().isPresent()) {
            return new Change.None<>();
        }
        PauseArguments args = call.args();
        String time = args.time().map(Durations::print).orElse("");
        Act act =
                args.asks()
                        ? Act.quiet(
                                Act.Kind.CHECK,
                                "a person",
                                "answers" + (time.isEmpty() ? "" : ", within " + time))
                        : Act.quiet(Act.Kind.CHECK, time, "goes by");
        return new Change.Some<>(
                java.util.List.of(act),
                new Waited(Optional.of(outcome("", Duration.ZERO))),
                Set.of("user_input", "seconds"));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<PauseArguments> call, Act act)
            throws Failure, InterruptedException {
        PauseArguments args = call.args();
        long start = System.nanoTime();
        String typed = "";
        if (args.asks()) {
            String question = args.prompt().orElse("Go on? Press Enter");
            typed = host.ask(question, args.time()).orElse("");
        } else {
            sleep(host, args.time().orElse(Duration.ZERO));
        }
        return outcome(typed, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void sleep(HostAccess host, Duration time) throws InterruptedException {
        Duration left = time;
        while (left.isPositive()) {
            host.says("waiting (" + time.minus(left).toSeconds() + "/" + time.toSeconds() + "s)");
            Duration turn = left.compareTo(SECOND) < 0 ? left : SECOND;
            host.pause(turn);
            left = left.minus(turn);
        }
    }

    private static Value.Fields outcome(String typed, Duration took) {
        return new Result().put("user_input", typed).seconds("seconds", took).fields();
    }

    @Override
    public Value.Fields result(Waited state, Call<PauseArguments> call) {
        return state.outcome().orElseGet(() -> outcome("", Duration.ZERO));
    }
}
