package dev.rappel.modules.etcd.availability;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The cluster is watched, as its clients see it, from here to the end of the run. */
public final class AvailabilityModule
        implements Module<AvailabilityArguments, AvailabilityModule.State> {
    /** Whether it is watched. */
    public record State(boolean watched) {}

    private static final String NAME = "availability";
    private static final Duration BEGINNING = Duration.ofSeconds(20);

    public static final ModuleSpec<AvailabilityArguments> SPEC =
            ModuleSpec.of(
                    "etcd.availability",
                    AvailabilityArguments.class,
                    """
                    The cluster is watched as its clients see it, from this task to the end of the run: a \
                    linearizable read through every member, over and over, and writes to one key where asked \
                    for. A read that one member leaves unanswered is asked of the others; an error is one that \
                    none answers in two seconds. Told at the end: errors, the longest time without an answer, \
                    elections and how long each member was away, by phase: each host of a roll is one, tasks \
                    of a roll that have `lead` in their name are another, and so is each other task.\
                    """,
                    """
                    - name: The cluster is watched
                      etcd.availability:
                        every: 25ms
                      become: true
                      run_once: true
                    """);

    @Override
    public ModuleSpec<AvailabilityArguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<State> observe(Call<AvailabilityArguments> call) {
        return new Observation.Known<>(new State(call.done().isPresent()));
    }

    @Override
    public Change<State> diff(State state, Call<AvailabilityArguments> call) {
        return state.watched
                ? new Change.None<>()
                : new Change.Some<>(
                        List.of(
                                Act.quiet(
                                        Act.Kind.CHECK,
                                        NAME,
                                        "watched during the run"
                                                + (call.args().writes()
                                                        ? ", with writes to "
                                                                + call.args().writeKey()
                                                        : ""))),
                        new State(true),
                        Set.of());
    }

    @Override
    public Value.Fields act(HostAccess host, Call<AvailabilityArguments> call, Act act)
            throws Failure, InterruptedException {
        List<HostAccess> members = host.together();
        AtomicReference<Optional<Prober>> started = new AtomicReference<>(Optional.empty());
        host.beside(
                NAME,
                () -> {
                    Prober prober = Prober.start(members, call.args());
                    started.set(Optional.of(prober));
                    return prober;
                });
        Optional<Prober> prober = Objects.requireNonNull(started.get());
        if (prober.isPresent()) {
            // What comes next is to be watched from its beginning.
            prober.get().ready(BEGINNING);
        }
        return Call.nothing();
    }

    @Override
    public Undo wayBack(State before, Call<AvailabilityArguments> call, Change.Some<State> change) {
        return new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(State state, Call<AvailabilityArguments> call) {
        return Call.nothing();
    }

    @Override
    public Value.Fields facts(State state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<AvailabilityArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
