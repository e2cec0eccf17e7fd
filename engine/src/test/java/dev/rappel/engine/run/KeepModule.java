package dev.rappel.engine.run;

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
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Keeps a value under a key on a host in memory; without a value it only looks. The mode says what
 * goes wrong.
 */
final class KeepModule implements Module<KeepModule.Arguments, KeepModule.State> {
    record Arguments(String key, Optional<String> value, @Default("plain") String mode) {}

    record State(Optional<String> value, boolean leads) {}

    private static final Duration SOON = Duration.ofSeconds(5);

    static final ModuleSpec<Arguments> SPEC =
            ModuleSpec.of("keep", Arguments.class, "A value is kept.", "")
                    .results(new Fact("text", Type.Simple.TEXT, "What it is."))
                    .publishes(new Fact("keep.leads", Type.Simple.BOOL, "Whether it leads."));

    static final Modules ALL =
            Modules.from(
                    List.of(
                            new ModuleSource() {
                                @Override
                                public String name() {
                                    return "keeping";
                                }

                                @Override
                                public List<ModuleSpec<?>> specs() {
                                    return List.of(SPEC);
                                }

                                @Override
                                public Optional<Module<?, ?>> module(String name) {
                                    return Optional.of(new KeepModule());
                                }
                            }));

    @Override
    public ModuleSpec<Arguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<State> observe(Call<Arguments> call) {
        return new Observation.Direct<>(
                host -> new State(read(host, call.args().key()), read(host, "leader").isPresent()));
    }

    private static Optional<String> read(HostAccess host, String key)
            throws Failure, InterruptedException {
        return host.read(key, 1000).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    @Override
    public Change<State> diff(State state, Call<Arguments> call) {
        Optional<String> wanted = call.args().value();
        if (wanted.isEmpty() || wanted.equals(state.value())) {
            return new Change.None<>();
        }
        Act act =
                new Act(
                        Act.Kind.CHANGE,
                        call.args().key(),
                        "→ " + wanted.get(),
                        Optional.empty(),
                        call.args().mode().equals("guarded"),
                        List.of());
        return new Change.Some<>(List.of(act), new State(wanted, state.leads()), Set.of());
    }

    @Override
    public Value.Fields act(HostAccess host, Call<Arguments> call, Act act)
            throws Failure, InterruptedException {
        String mode = call.args().mode();
        if (mode.equals("lost") || mode.equals("lost_forever")) {
            host.run(script("lose", "", ""));
        }
        if (!mode.equals("idle")) {
            host.run(script("put", call.args().key(), call.args().value().orElse("")));
        }
        if (mode.equals("lost_after")) {
            host.run(script("lose", "", ""));
        }
        if (mode.startsWith("fails")) {
            throw Failure.of(Failure.Kind.FAILED, "keeping failed").why("it was told to");
        }
        return Call.nothing();
    }

    private static Script script(String verb, String key, String value) {
        return Script.of(verb, SOON, new Value.Text(key), new Value.Text(value));
    }

    @Override
    public Undo wayBack(State before, Call<Arguments> call, Change.Some<State> change) {
        String key = call.args().key();
        Step back =
                new Step.Run(
                        before.value()
                                .map(v -> script("put", key, v))
                                .orElse(script("drop", key, "")));
        return switch (call.args().mode()) {
            case "forever", "fails_forever", "lost_forever" -> new Undo.Impossible("nobody can");
            case "then" ->
                    new Undo.Steps(List.of(back), List.of(new Step.Run(script("again", key, ""))));
            case "kept", "fails_kept" ->
                    new Undo.Steps(
                            List.of(back),
                            List.of(),
                            List.of(new Step.Run(script("tidy", key, ""))));
            case "own" ->
                    new Undo.Steps(
                            List.of(new Step.Own("forget", new Value.Fields(fields("key", key)))));
            case "fails_stuck" -> new Undo.Steps(List.of(new Step.Run(script("refuse", key, ""))));
            default -> new Undo.Steps(List.of(back));
        };
    }

    private static SequencedMap<String, Value> fields(String name, String text) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put(name, new Value.Text(text));
        return fields;
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        if (step instanceof Step.Own(String verb, Value.Fields with)
                && verb.equals("forget")
                && with.fields().get("key") instanceof Value.Text(String key)) {
            host.run(script("drop", key, ""));
        }
    }

    @Override
    public Value.Fields result(State state, Call<Arguments> call) {
        return new Value.Fields(fields("text", state.value().orElse("")));
    }

    @Override
    public Value.Fields facts(State state) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("keep.leads", new Value.Bool(state.leads()));
        return new Value.Fields(fields);
    }

    /** All hosts that go together must be up. */
    @Override
    public Verdict guard(HostAccess host, Call<Arguments> call, Act act)
            throws Failure, InterruptedException {
        for (HostAccess other : host.together()) {
            if (read(other, "down").isPresent()) {
                return new Verdict.Denied(
                        other.name() + " is down",
                        "mend it first",
                        new Value.Fields(fields("down", other.name())));
            }
        }
        return new Verdict.Allowed(Call.nothing());
    }
}
