package dev.rappel.modules.etcd.health;

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
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The cluster is well, all of it has arrived at one version, and all members hold the same data;
 * where that is not so, it is given some time to become so.
 */
public final class VerifyModule implements Module<VerifyArguments, VerifyModule.State> {
    /** What is still wrong, and how many keys there are. */
    public record State(List<Finding> findings, long keys) {
        public State {
            findings = List.copyOf(findings);
        }
    }

    private static final Duration PAUSE = Duration.ofMillis(250);

    @Override
    public ModuleSpec<VerifyArguments> spec() {
        return HealthSpecs.VERIFY;
    }

    @Override
    public Observation<State> observe(Call<VerifyArguments> call) {
        return new Observation.Direct<>(host -> {
            long end = System.nanoTime() + call.args().timeout().toNanos();
            while (true) {
                ClusterState cluster = ClusterLook.at(host, call.args().access());
                List<Finding> findings = new ArrayList<>(Health.findings(cluster));
                findings.addAll(Arrival.findings(cluster, call.args().version()));
                long keys = 0;
                if (findings.isEmpty()) {
                    // Reading all data is dear: only once everything cheap is as it must be.
                    SameData data = SameData.at(host, call.args().access());
                    findings.addAll(data.findings());
                    keys = data.keys();
                    if (keys < call.args().keys()) {
                        findings.add(
                                new Finding(
                                        "the cluster",
                                        "it holds " + keys + " keys, not " + call.args().keys(),
                                        "compare with the snapshot before going on"));
                    }
                }
                if (findings.isEmpty() || System.nanoTime() - end > 0) {
                    return new State(findings, keys);
                }
                host.says("waiting: " + Finding.seen(findings));
                host.pause(PAUSE);
            }
        });
    }

    @Override
    public Change<State> diff(State state, Call<VerifyArguments> call) {
        List<Finding> findings = state.findings;
        return findings.isEmpty()
                ? new Change.None<>()
                : new Change.Blocked<>(Finding.seen(findings), Finding.help(findings), true);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<VerifyArguments> call, Act act) {
        return Call.nothing();
    }

    @Override
    public Undo wayBack(State before, Call<VerifyArguments> call, Change.Some<State> change) {
        return new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(State state, Call<VerifyArguments> call) {
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put("keys", new Value.Whole(state.keys));
        return new Value.Fields(result);
    }

    @Override
    public Value.Fields facts(State state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<VerifyArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
