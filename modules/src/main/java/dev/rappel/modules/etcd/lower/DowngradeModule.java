package dev.rappel.modules.etcd.lower;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.version.Minor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * How far the cluster's own downgrade is. What etcd answers to a request proves nothing: the state
 * of every member does, so that is what is looked at.
 */
public final class DowngradeModule implements Module<DowngradeArguments, ClusterState> {
    public static final ModuleSpec<DowngradeArguments> SPEC =
            ModuleSpec.of(
                            "etcd.downgrade",
                            DowngradeArguments.class,
                            """
                            The cluster's own downgrade, which etcd 3.6 and later need before an older binary can \
                            start. Enabled: etcd has validated it, every member has brought its storage to the \
                            target and has a raft snapshot that is newer. Finished: all members run the target \
                            and the cluster has ended the downgrade. Cancelled: no downgrade is under way. The \
                            way from 3.5 to 3.4 needs none, and must not have one.\
                            """,
                            """
                            - name: Enable the downgrade
                              etcd.downgrade:
                                target: "3.6"
                                state: enabled
                              become: true
                              run_once: true
                            """)
                    .results(
                            new Fact("enabled", Type.Simple.BOOL, "Whether one is under way."),
                            new Fact("target", Type.Simple.TEXT, "Its target; empty for none."));

    private static final Minor OLDEST_TARGET = new Minor(3, 5);

    @Override
    public ModuleSpec<DowngradeArguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<ClusterState> observe(Call<DowngradeArguments> call) {
        return new Observation.Direct<>(host -> ClusterLook.at(host, call.args().access()));
    }

    private static Minor target(DowngradeArguments args) {
        return Minor.of(args.target().orElseThrow());
    }

    @Override
    public Change<ClusterState> diff(ClusterState state, Call<DowngradeArguments> call) {
        DowngradeArguments args = call.args();
        return switch (args.state()) {
            case ENABLED -> enabled(state, target(args));
            case FINISHED -> finished(state, target(args));
            case CANCELLED -> cancelled(state);
        };
    }

    private static Change<ClusterState> enabled(ClusterState state, Minor target) {
        if (target.compareTo(OLDEST_TARGET) < 0) {
            return new Change.Blocked<>(
                    "a downgrade to " + target + " cannot be enabled, and would stop its members",
                    "leave this task out: the way to 3.4 needs none");
        }
        if (Lowering.allRun(state, target)) {
            return new Change.None<>(); // there is nothing left to enable it for
        }
        List<Finding> silent = Lowering.silent(state);
        if (!silent.isEmpty()) {
            return new Change.Blocked<>(Finding.seen(silent), Finding.help(silent), true);
        }
        Optional<String> other = Lowering.target(state).filter(t -> !Lowering.is(t, target));
        if (other.isPresent()) {
            return new Change.Blocked<>(
                    "a downgrade to " + other.get() + " is under way",
                    "finish or cancel that first");
        }
        if (Lowering.untilEnabled(state, target).isEmpty()) {
            return new Change.None<>();
        }
        boolean on = Lowering.isOn(state);
        return new Change.Some<>(
                List.of(
                        on
                                ? Act.quiet(
                                        Act.Kind.CHECK,
                                        "storage",
                                        "wait until it is " + target + " on every member")
                                : Act.quiet(
                                        Act.Kind.CHANGE,
                                        "downgrade",
                                        "off → enabled, target " + target)),
                state,
                Set.of("enabled", "target"));
    }

    private static Change<ClusterState> finished(ClusterState state, Minor target) {
        return Lowering.untilFinished(state, target).isEmpty()
                ? new Change.None<>()
                : new Change.Some<>(
                        List.of(
                                Act.quiet(
                                        Act.Kind.CHECK,
                                        "downgrade",
                                        "finished: cluster and storage " + target)),
                        state,
                        Set.of("enabled", "target"));
    }

    private static Change<ClusterState> cancelled(ClusterState state) {
        List<Finding> silent = Lowering.silent(state);
        if (!silent.isEmpty()) {
            return new Change.Blocked<>(Finding.seen(silent), Finding.help(silent), true);
        }
        return Lowering.isOn(state)
                ? new Change.Some<>(
                        List.of(Act.quiet(Act.Kind.CHANGE, "downgrade", "enabled → off")),
                        state,
                        Set.of("enabled", "target"))
                : new Change.None<>();
    }

    @Override
    public Value.Fields act(HostAccess host, Call<DowngradeArguments> call, Act act)
            throws Failure, InterruptedException {
        DowngradeArguments args = call.args();
        Switching switching = new Switching(host, args.access(), args.timeout());
        switch (args.state()) {
            case ENABLED -> switching.enable(target(args));
            case FINISHED -> switching.finish(target(args));
            case CANCELLED -> switching.cancel();
        }
        return Call.nothing();
    }

    /**
     * Nothing: members that are swapped already need it, and to call it off is a decision, which
     * {@code cancelled} takes.
     */
    @Override
    public Undo wayBack(
            ClusterState before, Call<DowngradeArguments> call, Change.Some<ClusterState> change) {
        return new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(ClusterState state, Call<DowngradeArguments> call) {
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put("enabled", new Value.Bool(Lowering.isOn(state)));
        result.put("target", new Value.Text(Lowering.target(state).orElse("")));
        return new Value.Fields(result);
    }

    @Override
    public Value.Fields facts(ClusterState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<DowngradeArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
