package dev.rappel.modules.etcd.preflight;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.host.Discovery;
import dev.rappel.modules.etcd.host.Releases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Nothing stands in the way of a change of version; all that does is told at once. */
public final class PreflightModule implements Module<PreflightArguments, PreflightModule.State> {
    /** Opaque to others: what was looked at. */
    public static final class State {
        private final Situation situation;

        State(Situation situation) {
            this.situation = situation;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state && state.situation.equals(situation);
        }

        @Override
        public int hashCode() {
            return situation.hashCode();
        }
    }

    public static final ModuleSpec<PreflightArguments> SPEC =
            ModuleSpec.of(
                            "etcd.preflight",
                            PreflightArguments.class,
                            """
                            Nothing stands in the way of bringing the cluster to another version. Looked at, on \
                            all hosts side by side: one minor at a time, patches without known faults, \
                            authentication, learners, a downgrade under way, alarms, members that are down, members \
                            and inventory being the same, free space, the machine the release is for, clocks, \
                            units, and options that the other version does not have. All that is wrong is told at \
                            once, before anything is touched. A change that was cut off may go on, and one that \
                            is done has nothing in its way.\
                            """,
                            """
                            - name: Nothing stands in the way
                              etcd.preflight:
                                to: 3.6.14
                                archive: etcd-v3.6.14-linux-amd64.tar.gz
                              become: true
                              run_once: true
                            """)
                    .results(
                            new Fact(
                                    "rewrites",
                                    new Type.Items(Type.Simple.TEXT),
                                    "What will be written differently in the members'"
                                            + " configuration."));

    private final Discovery discovery;
    private final Releases releases;

    /**
     * @param discovery asks the hosts for their members
     * @param releases the archives on this machine
     */
    public PreflightModule(Discovery discovery, Releases releases) {
        this.discovery = discovery;
        this.releases = releases;
    }

    @Override
    public ModuleSpec<PreflightArguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<State> observe(Call<PreflightArguments> call) {
        Optional<Content.Local> archive =
                Optional.ofNullable(call.contents().get("archive"))
                        .filter(Content.Local.class::isInstance)
                        .map(Content.Local.class::cast);
        return new Observation.Direct<>(host ->
                new State(Situation.at(host, call.args().access(), archive, discovery, releases)));
    }

    @Override
    public Change<State> diff(State state, Call<PreflightArguments> call) {
        List<Finding> findings = Obstacles.of(state.situation, call.args());
        return findings.isEmpty()
                ? new Change.None<>()
                : new Change.Blocked<>(Obstacles.seen(findings), Obstacles.help(findings));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<PreflightArguments> call, Act act) {
        return Call.nothing();
    }

    @Override
    public Undo wayBack(State before, Call<PreflightArguments> call, Change.Some<State> change) {
        return new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(State state, Call<PreflightArguments> call) {
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put("rewrites", rewrites(state, call));
        return new Value.Fields(result);
    }

    private static Value.Items rewrites(State state, Call<PreflightArguments> call) {
        return new Value.Items(
                Obstacles.rewrites(state.situation, call.args()).stream()
                        .<Value>map(Value.Text::new)
                        .toList());
    }

    /** For those who want to know more; the plan of `etcd.config` shows the same line by line. */
    @Override
    public Optional<Message> message(State state, Call<PreflightArguments> call) {
        Value.Items rewrites = rewrites(state, call);
        return rewrites.items().isEmpty()
                ? Optional.empty()
                : Optional.of(new Message(rewrites, 1));
    }

    @Override
    public Value.Fields facts(State state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<PreflightArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
