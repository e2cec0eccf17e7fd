package dev.rappel.modules.etcd.health;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The cluster is well, all of it has arrived at one version, and all members hold the same data;
 * where that is not so, it is given some time to become so.
 */
public final class VerifyModule implements Reading<VerifyArguments, VerifyModule.State> {
    /** What is still wrong, and how many keys there are. */
    public record State(List<Finding> findings, long keys) {
        public State {
            findings = List.copyOf(findings);
        }
    }

    private static final Duration PAUSE = Duration.ofMillis(100);

    @Override
    public ModuleSpec<VerifyArguments> spec() {
        return HealthSpecs.VERIFY;
    }

    @Override
    public Observation<State> observe(Call<VerifyArguments> call) {
        return new Observation.Direct<>(host -> look(host, call.args()));
    }

    private static State look(HostAccess host, VerifyArguments args)
            throws Failure, InterruptedException {
        ClusterState cluster = ClusterLook.at(host, args.access());
        List<Finding> findings = new ArrayList<>(Health.findings(cluster));
        findings.addAll(Arrival.findings(cluster, args.version()));
        args.members().ifPresent(before -> findings.addAll(Arrival.others(cluster, before)));
        if (!findings.isEmpty()) {
            return new State(findings, 0);
        }
        // Reading all data is dear: only once everything cheap is as it must be.
        SameData data = SameData.at(host, args.access(), cluster);
        findings.addAll(data.findings());
        if (data.keys() < args.keys()) {
            findings.add(
                    new Finding(
                            "the cluster",
                            "it holds " + data.keys() + " keys, not " + args.keys(),
                            "compare with the snapshot before going on"));
        }
        return new State(findings, data.keys());
    }

    @Override
    public Change<State> diff(State state, Call<VerifyArguments> call) {
        if (state.findings.isEmpty()) {
            return new Change.None<>();
        }
        return new Change.Some<>(
                List.of(
                        Act.quiet(
                                Act.Kind.CHECK,
                                "cluster",
                                "at "
                                        + call.args().version()
                                        + ", well, the same data everywhere")),
                state,
                Set.of("keys"));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<VerifyArguments> call, Act act)
            throws Failure, InterruptedException {
        VerifyArguments args = call.args();
        Waiting.until(
                host,
                args.timeout(),
                PAUSE,
                "the cluster is not at " + args.version(),
                () -> look(host, args).findings());
        return Call.nothing();
    }

    @Override
    public Value.Fields result(State state, Call<VerifyArguments> call) {
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put("keys", new Value.Whole(state.keys));
        return new Value.Fields(result);
    }
}
