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
import dev.rappel.modules.etcd.cluster.MemberSeen;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Nothing is wrong with the cluster; where something is, it is given some time to pass. */
public final class HealthModule implements Module<HealthArguments, ClusterState> {
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Override
    public ModuleSpec<HealthArguments> spec() {
        return HealthSpecs.HEALTH;
    }

    @Override
    public Observation<ClusterState> observe(Call<HealthArguments> call) {
        return new Observation.Direct<>(host -> {
            long end = System.nanoTime() + call.args().timeout().toNanos();
            while (true) {
                ClusterState state = ClusterLook.at(host, call.args().access());
                List<Finding> findings = Health.findings(state);
                if (findings.isEmpty() || System.nanoTime() - end > 0) {
                    return state;
                }
                host.says("waiting: " + Finding.seen(findings));
                host.pause(PAUSE);
            }
        });
    }

    @Override
    public Change<ClusterState> diff(ClusterState state, Call<HealthArguments> call) {
        List<Finding> findings = Health.findings(state);
        return findings.isEmpty()
                ? new Change.None<>()
                : new Change.Blocked<>(Finding.seen(findings), Finding.help(findings), true);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<HealthArguments> call, Act act) {
        return Call.nothing();
    }

    @Override
    public Undo wayBack(
            ClusterState before, Call<HealthArguments> call, Change.Some<ClusterState> change) {
        return new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(ClusterState state, Call<HealthArguments> call) {
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put("members", new Value.Whole(state.listed().size()));
        result.put("leader", new Value.Text(state.leader().map(MemberSeen::host).orElse("")));
        return new Value.Fields(result);
    }

    @Override
    public Value.Fields facts(ClusterState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<HealthArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
