package dev.rappel.engine.plan;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSource;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A module that keeps a note on a host, and refuses notes that say so; nothing is ever done. */
final class NoteModule implements Module<NoteModule.Arguments, NoteModule.State> {
    record Arguments(String path, String text, Optional<String> needs) {}

    record State(Optional<String> text, boolean needed) {}

    static final ModuleSpec<Arguments> SPEC =
            ModuleSpec.of("note", Arguments.class, "A note is there.", "")
                    .results(new Fact("text", Type.Simple.TEXT, "What it says."))
                    .publishes(new Fact("note.text", Type.Simple.TEXT, "What it says."));

    static final Modules ALL =
            Modules.from(
                    List.of(
                            new ModuleSource() {
                                @Override
                                public String name() {
                                    return "notes";
                                }

                                @Override
                                public List<ModuleSpec<?>> specs() {
                                    return List.of(SPEC);
                                }

                                @Override
                                public Optional<Module<?, ?>> module(String name) {
                                    return Optional.of(new NoteModule());
                                }
                            }));

    @Override
    public ModuleSpec<Arguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<State> observe(Call<Arguments> call) {
        return new Observation.Direct<>(host -> {
            if (call.args().path().equals("/forbidden")) {
                throw Failure.of(Failure.Kind.FAILED, "cannot look").why("permission denied");
            }
            return new State(
                    text(host, call.args().path()),
                    call.args().needs().isEmpty()
                            || text(host, call.args().needs().get()).isPresent());
        });
    }

    private static Optional<String> text(HostAccess host, String path)
            throws Failure, InterruptedException {
        return host.read(path, 1000).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    @Override
    public State predict(State observed, Call<Arguments> call, List<Act> earlier) {
        return new State(
                observed.text(),
                observed.needed()
                        || earlier.stream()
                                .anyMatch(
                                        a -> Optional.of(a.subject()).equals(call.args().needs())));
    }

    @Override
    public Change<State> diff(State state, Call<Arguments> call) {
        if (!state.needed()) {
            return new Change.Blocked<>("it needs another note", "write that first");
        }
        if (call.args().text().equals("impossible")) {
            return new Change.Blocked<>("it cannot be written", "", true);
        }
        if (state.text().equals(Optional.of(call.args().text()))) {
            return new Change.None<>();
        }
        Act act = Act.quiet(Act.Kind.CREATE, call.args().path(), "note");
        return new Change.Some<>(
                List.of(act), new State(Optional.of(call.args().text()), true), Set.of());
    }

    @Override
    public Value.Fields act(HostAccess host, Call<Arguments> call, Act act) {
        throw new IllegalStateException("a plan does nothing");
    }

    @Override
    public Undo wayBack(State before, Call<Arguments> call, Change.Some<State> change) {
        return call.args().path().startsWith("/tmp")
                ? new Undo.Impossible("nobody keeps notes in /tmp")
                : new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {
        throw new IllegalStateException("a plan does nothing");
    }

    @Override
    public Value.Fields result(State state, Call<Arguments> call) {
        return fields("text", state);
    }

    @Override
    public Value.Fields facts(State state) {
        return fields("note.text", state);
    }

    private static Value.Fields fields(String name, State state) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        state.text().ifPresent(t -> fields.put(name, new Value.Text(t)));
        return new Value.Fields(fields);
    }

    @Override
    public Verdict guard(HostAccess host, Call<Arguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
