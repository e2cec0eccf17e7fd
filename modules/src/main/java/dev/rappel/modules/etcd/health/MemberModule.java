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
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a member says of itself, as facts about its host. */
public final class MemberModule implements Module<MemberArguments, MemberModule.State> {
    /** A member and the version that its cluster has agreed on. */
    public record State(MemberStatus status, String clusterVersion) {}

    @Override
    public ModuleSpec<MemberArguments> spec() {
        return HealthSpecs.MEMBER;
    }

    @Override
    public Observation<State> observe(Call<MemberArguments> call) {
        return new Observation.Direct<>(host -> {
            try (EtcdRpc rpc = MemberDoor.open(host, call.args().access())) {
                return new State(rpc.status(), rpc.clusterVersion());
            }
        });
    }

    @Override
    public Change<State> diff(State state, Call<MemberArguments> call) {
        return new Change.None<>();
    }

    @Override
    public Value.Fields act(HostAccess host, Call<MemberArguments> call, Act act) {
        return Call.nothing();
    }

    @Override
    public Undo wayBack(State before, Call<MemberArguments> call, Change.Some<State> change) {
        return new Undo.Nothing();
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(State state, Call<MemberArguments> call) {
        return Call.nothing();
    }

    @Override
    public Value.Fields facts(State state) {
        MemberStatus status = state.status;
        SequencedMap<String, Value> facts = new LinkedHashMap<>();
        facts.put("etcd.member_id", new Value.Text(MemberStatus.hex(status.id())));
        facts.put("etcd.cluster_id", new Value.Text(MemberStatus.hex(status.cluster())));
        facts.put("etcd.is_leader", new Value.Bool(status.leads()));
        facts.put("etcd.is_learner", new Value.Bool(status.learner()));
        Version.parse(status.version()).ifPresent(v -> facts.put("etcd.version", v));
        Version.parse(state.clusterVersion).ifPresent(v -> facts.put("etcd.cluster_version", v));
        status.storage()
                .flatMap(Version::parse)
                .ifPresent(v -> facts.put("etcd.storage_version", v));
        facts.put("etcd.revision", new Value.Whole(status.revision()));
        facts.put("etcd.db_size", new Value.Whole(status.dbSize()));
        return new Value.Fields(facts);
    }

    @Override
    public Verdict guard(HostAccess host, Call<MemberArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
