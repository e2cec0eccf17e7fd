package dev.rappel.modules.etcd.snapshot;

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
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A verified snapshot, made by this very run, is on the machine that runs rappel. */
public final class SnapshotModule implements Module<SnapshotArguments, SnapshotModule.State> {
    /**
     * What this run has taken; empty before it has.
     *
     * @param trouble what is wrong with it now; empty when it is whole
     * @param noPlace why it cannot be kept where it shall be; only looked at before it is taken
     */
    public record State(
            Optional<Value.Fields> taken, Optional<String> trouble, Optional<String> noPlace) {}

    public static final ModuleSpec<SnapshotArguments> SPEC =
            ModuleSpec.of(
                            "etcd.snapshot",
                            SnapshotArguments.class,
                            """
                            A snapshot of the cluster, taken in this run from the member of the task's host, or \
                            from another where that one is a learner, is on the machine that runs rappel: readable by its user only, its hash and its pages \
                            checked, with a JSON beside it that tells what it is of and how to restore it.\
                            """,
                            """
                            - name: Take a snapshot
                              etcd.snapshot:
                                folder: backups/prod
                                keep: 5
                              become: true
                              run_once: true
                              register: backup
                            """)
                    .results(
                            new Fact("path", Type.Simple.TEXT, "The file."),
                            new Fact("sha256", Type.Simple.TEXT, "Of the database in it."),
                            new Fact("size", Type.Simple.WHOLE, "Of the file, in bytes."),
                            new Fact(
                                    "revision",
                                    Type.Simple.WHOLE,
                                    "The revision of the data that it holds at least."));

    @Override
    public ModuleSpec<SnapshotArguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<State> observe(Call<SnapshotArguments> call) {
        Optional<Value.Fields> taken =
                call.done().filter(d -> d.fields().get("path") instanceof Value.Text);
        if (taken.isEmpty()) {
            return new Observation.Direct<>(host -> {
                Optional<String> noPlace = Keeping.trouble(call.args().folder(), size(host, call));
                return new State(Optional.empty(), Optional.empty(), noPlace);
            });
        }
        return new Observation.Direct<>(host -> {
            Path file = Path.of(text(taken.get(), "path"));
            try {
                boolean same =
                        SnapshotFile.verified(file).sha256().equals(text(taken.get(), "sha256"));
                return new State(
                        taken,
                        same ? Optional.empty() : Optional.of("it is another one by now"),
                        Optional.empty());
            } catch (Failure e) {
                return new State(taken, Optional.of(e.why()), Optional.empty());
            }
        });
    }

    /** How large the database is; whether its member answers is for others to say. */
    private static long size(HostAccess host, Call<SnapshotArguments> call)
            throws InterruptedException {
        try (EtcdRpc rpc = MemberDoor.open(host, call.args().access())) {
            return rpc.status().dbSize();
        } catch (Failure e) {
            return 0;
        }
    }

    private static String text(Value.Fields fields, String name) {
        return fields.fields().get(name) instanceof Value.Text(String text) ? text : "";
    }

    @Override
    public Change<State> diff(State state, Call<SnapshotArguments> call) {
        if (state.noPlace.isPresent()) {
            return new Change.Blocked<>(
                    state.noPlace.get(), "name another folder: -e etcd_backups=…");
        } else if (state.trouble.isPresent()) {
            return new Change.Blocked<>(
                    "the snapshot is not whole: " + state.trouble.get(), "take another one");
        } else if (state.taken.isPresent()) {
            return new Change.None<>();
        }
        return new Change.Some<>(
                List.of(
                        Act.quiet(
                                Act.Kind.CREATE,
                                call.args().folder() + "/",
                                "a verified snapshot"
                                        + (call.args().keep() > 0
                                                ? ", the newest "
                                                        + call.args().keep()
                                                        + " of this cluster are kept"
                                                : ""))),
                state,
                Set.of("path", "sha256", "size", "revision"));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<SnapshotArguments> call, Act act)
            throws Failure, InterruptedException {
        return new Taking(host, call.args()).run();
    }

    @Override
    public Undo wayBack(State before, Call<SnapshotArguments> call, Change.Some<State> change) {
        return new Undo.Nothing(); // a snapshot is worth more, not less, when the rest went wrong
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(State state, Call<SnapshotArguments> call) {
        SequencedMap<String, Value> nothing = new LinkedHashMap<>();
        nothing.put("path", new Value.Text(""));
        nothing.put("sha256", new Value.Text(""));
        nothing.put("size", new Value.Whole(0));
        nothing.put("revision", new Value.Whole(0));
        return state.taken.orElseGet(() -> new Value.Fields(nothing));
    }

    @Override
    public Value.Fields facts(State state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<SnapshotArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
