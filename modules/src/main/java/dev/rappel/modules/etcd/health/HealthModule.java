package dev.rappel.modules.etcd.health;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.Reading;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.Health;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nothing is wrong with the cluster. Where something is, that is said at once, or given the time
 * that the task allows.
 */
public final class HealthModule implements Reading<HealthArguments, HealthModule.State> {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A cluster and how many keys it has; -1 where nobody could count them. */
    public record State(ClusterState cluster, long keys) {}

    @Override
    public ModuleSpec<HealthArguments> spec() {
        return HealthSpecs.HEALTH;
    }

    @Override
    public Observation<State> observe(Call<HealthArguments> call) {
        return new Observation.Direct<>(host -> {
            ClusterState cluster = ClusterLook.at(host, call.args().access());
            return new State(
                    cluster, Health.findings(cluster).isEmpty() ? keys(host, call, cluster) : -1);
        });
    }

    private static long keys(HostAccess host, Call<HealthArguments> call, ClusterState cluster)
            throws Failure, InterruptedException {
        HostAccess voter = cluster.voters(host.together()).getFirst();
        try (EtcdRpc rpc = MemberDoor.open(voter, call.args().access())) {
            return rpc.countKeys();
        }
    }

    @Override
    public Change<State> diff(State state, Call<HealthArguments> call) {
        List<Finding> findings = Health.findings(state.cluster);
        if (findings.isEmpty()) {
            return new Change.None<>();
        }
        if (call.args().timeout().isZero()) {
            return new Change.Blocked<>(Finding.seen(findings), Finding.help(findings), true);
        }
        return new Change.Some<>(
                List.of(Act.quiet(Act.Kind.CHECK, "cluster", "well")), state, EVERYTHING);
    }

    private static final Set<String> EVERYTHING =
            Set.of("members", "ids", "leader", "oldest", "newest", "keys");

    @Override
    public Value.Fields act(HostAccess host, Call<HealthArguments> call, Act act)
            throws Failure, InterruptedException {
        Waiting.until(
                host,
                call.args().timeout(),
                PAUSE,
                "the cluster is not well",
                () -> Health.findings(ClusterLook.at(host, call.args().access())));
        return Call.nothing();
    }

    @Override
    public Value.Fields result(State state, Call<HealthArguments> call) {
        ClusterState cluster = state.cluster;
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put("members", new Value.Whole(cluster.listed().size()));
        result.put(
                "ids",
                new Value.Text(
                        cluster.listed().stream()
                                .map(l -> MemberStatus.hex(l.id()))
                                .sorted()
                                .collect(Collectors.joining(","))));
        result.put("leader", new Value.Text(cluster.leader().map(MemberSeen::host).orElse("")));
        List<Version> versions =
                cluster.answered().stream()
                        .flatMap(a -> Version.parse(a.status().version()).stream())
                        .sorted()
                        .toList();
        if (!versions.isEmpty()) {
            result.put("oldest", versions.getFirst());
            result.put("newest", versions.getLast());
        }
        result.put("keys", new Value.Whole(state.keys));
        return new Value.Fields(result);
    }
}
