package dev.rappel.modules.etcd.lead;

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
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The member of a host does not lead. */
public final class LeaderModule implements Module<LeaderArguments, LeaderModule.State> {
    /**
     * @param leads whether the host's member leads
     * @param others how many other voters there are
     */
    public record State(boolean leads, int others) {}

    public static final ModuleSpec<LeaderArguments> SPEC =
            ModuleSpec.of(
                            "etcd.leader",
                            LeaderArguments.class,
                            """
                            The member of this host does not lead its cluster. Where it does, leadership is \
                            handed to the voter that is furthest with the log, best to one that runs the wanted \
                            version already. The only voter of a cluster is left as it is.\
                            """,
                            """
                            - name: Another member leads
                              etcd.leader:
                                to_version: 3.6.14
                              become: true
                            """)
                    .results(
                            new Fact(
                                    "handed_to",
                                    Type.Simple.TEXT,
                                    "The host that leads now; empty where nothing was done."));

    private static final Duration SEEN = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public ModuleSpec<LeaderArguments> spec() {
        return SPEC;
    }

    @Override
    public Observation<State> observe(Call<LeaderArguments> call) {
        return new Observation.Direct<>(host -> {
            try (EtcdRpc rpc = MemberDoor.open(host, call.args().access())) {
                MemberStatus status = rpc.status();
                int others =
                        status.leads()
                                ? (int)
                                        rpc.members().stream()
                                                .filter(m -> !m.learner() && m.id() != status.id())
                                                .count()
                                : 0;
                return new State(status.leads(), others);
            }
        });
    }

    @Override
    public Change<State> diff(State state, Call<LeaderArguments> call) {
        if (!state.leads || state.others == 0) {
            return new Change.None<>();
        }
        return new Change.Some<>(
                List.of(
                        Act.quiet(
                                Act.Kind.CHANGE,
                                "leadership",
                                "handed to another voter"
                                        + call.args()
                                                .toVersion()
                                                .map(v -> ", best one of " + v)
                                                .orElse(""))),
                new State(false, state.others),
                Set.of("handed_to"));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<LeaderArguments> call, Act act)
            throws Failure, InterruptedException {
        ClusterState state = ClusterLook.at(host, call.args().access());
        Optional<MemberSeen.Answered> self = state.on(host.name());
        if (self.filter(s -> s.status().leads()).isEmpty()) {
            return Call.nothing(); // it has gone elsewhere by itself
        }
        MemberSeen.Answered heir =
                heir(state, host.name(), call.args().toVersion())
                        .orElseThrow(() ->
                                Failure.of(
                                                Failure.Kind.REFUSED,
                                                "leadership stays on " + host.name())
                                        .why("no other voter is well")
                                        .help("bring the other members back first"));
        try (EtcdRpc rpc = MemberDoor.open(host, call.args().access())) {
            host.says("handing leadership to " + heir.host());
            rpc.moveLeader(heir.status().id());
            long end = System.nanoTime() + SEEN.toNanos();
            while (true) {
                MemberStatus now = rpc.status();
                if (now.leader() != 0 && !now.leads()) {
                    break;
                } else if (System.nanoTime() - end > 0) {
                    throw Failure.of(Failure.Kind.FAILED, "leadership did not leave " + host.name())
                            .why("after " + SEEN.toSeconds() + " s it still leads")
                            .help("look at the cluster: etcdctl endpoint status --cluster");
                }
                host.pause(PAUSE);
            }
        }
        SequencedMap<String, Value> done = new LinkedHashMap<>();
        done.put("handed_to", new Value.Text(heir.host()));
        return new Value.Fields(done);
    }

    /** Who is done already, then who is furthest with the log; pure. */
    static Optional<MemberSeen.Answered> heir(
            ClusterState state, String leader, Optional<Version> wanted) {
        Comparator<MemberSeen.Answered> best =
                Comparator.comparing((MemberSeen.Answered a) ->
                        wanted.filter(w -> isOf(a.status().version(), w)).isPresent());
        return state.answered().stream()
                .filter(a -> !a.host().equals(leader) && a.well() && !a.status().learner())
                .max(best.thenComparingLong(a -> a.status().raftApplied()));
    }

    private static boolean isOf(String running, Version wanted) {
        return Version.parse(running)
                .filter(v ->
                        wanted.parts().size() < 3
                                ? v.major() == wanted.major() && v.minor() == wanted.minor()
                                : v.equals(wanted))
                .isPresent();
    }

    @Override
    public Undo wayBack(State before, Call<LeaderArguments> call, Change.Some<State> change) {
        return new Undo.Nothing(); // who leads is the same to everybody
    }

    @Override
    public void undo(HostAccess host, Step step) {}

    @Override
    public Value.Fields result(State state, Call<LeaderArguments> call) {
        SequencedMap<String, Value> result = new LinkedHashMap<>();
        result.put(
                "handed_to",
                call.done()
                        .flatMap(d -> Optional.ofNullable(d.fields().get("handed_to")))
                        .orElse(new Value.Text("")));
        return new Value.Fields(result);
    }

    @Override
    public Value.Fields facts(State state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<LeaderArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
