package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.QuorumGuard;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The member runs what is on the disk, and serves. */
public final class StartModule implements Module<StartArguments, StartState> {
    /** For what systemd itself takes, beside the waiting. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Discovery discovery;

    StartModule(Sums sums) {
        this.discovery = new Discovery(sums);
    }

    @Override
    public ModuleSpec<StartArguments> spec() {
        return HostSpecs.START;
    }

    @Override
    public Observation<StartState> observe(Call<StartArguments> call) {
        String unit = call.args().access().unit();
        return new Observation.Scripted<>(
                discovery.ask(unit), reply -> StartState.of(discovery.answer(unit, reply)));
    }

    /** What earlier tasks put in place of what the process was started with. */
    @Override
    public StartState predict(StartState observed, Call<StartArguments> call, List<Act> earlier) {
        MemberOnHost member = observed.member();
        String dropIns = "/etc/systemd/system/" + member.unit() + ".d/";
        boolean program = false;
        boolean config = false;
        for (Act act : earlier) {
            String subject = act.subject();
            if (act.kind() == Act.Kind.CHECK) {
                continue;
            }
            MemberOnHost.Program etcd = member.programs().get("etcd");
            program |= etcd != null && etcd.path().equals(subject);
            config |=
                    subject.startsWith(dropIns)
                            || member.texts().stream().anyMatch(t -> t.path().equals(subject));
        }
        return new StartState(
                member,
                observed.oldProgram() || (program && member.process().isPresent()),
                observed.oldConfig() || (config && member.process().isPresent()));
    }

    @Override
    public Change<StartState> diff(StartState state, Call<StartArguments> call) {
        MemberOnHost member = state.member();
        if (!member.isUnit()) {
            return new Change.Blocked<>(
                    "there is no unit " + member.unit(),
                    "set etcd_unit to the name of etcd's unit on this host");
        }
        if (member.property("UnitFileState").equals("masked")) {
            return new Change.Blocked<>(
                    member.unit() + " is masked", "run `systemctl unmask " + member.unit() + "`");
        }
        boolean once = call.args().always() && call.done().isEmpty();
        if (call.args().readOnly() || (state.isFresh() && !once)) {
            return new Change.None<>();
        }
        boolean runs =
                member.process().isPresent() || member.property("ActiveState").equals("active");
        Act act =
                new Act(
                        runs ? Act.Kind.INTERRUPT : Act.Kind.CHANGE,
                        member.unit(),
                        runs ? "restart: " + reason(state) : "start",
                        Optional.empty(),
                        runs,
                        List.of(step(member, call, runs ? "restart" : "start")));
        return new Change.Some<>(
                List.of(act),
                new StartState(member, false, false),
                Set.of("pid", "version", "fresh"));
    }

    private static String reason(StartState state) {
        if (state.oldProgram()) {
            return state.oldConfig() ? "new program, new configuration" : "new program";
        }
        if (state.oldConfig()) {
            return "new configuration";
        }
        return state.member().isWell() ? "asked for" : "it does not serve";
    }

    private static Step step(MemberOnHost member, Call<StartArguments> call, String how) {
        Duration each = call.args().deadline();
        return Work.run(
                "start.sh",
                each.multipliedBy(2).plus(MARGIN),
                member.unit(),
                Long.toString(Math.max(1, each.toSeconds())),
                how);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<StartArguments> call, Act act)
            throws Failure, InterruptedException {
        host.says("waiting until " + act.subject() + " serves");
        for (Step step : act.steps()) {
            start(host, act.subject(), step);
        }
        serves(host, act.subject(), call.args());
        return Call.nothing();
    }

    /**
     * A member tells systemd that it is ready once it has joined the others, and may yet end
     * because it cannot serve clients; so a client's question is the proof.
     */
    private static void serves(HostAccess host, String unit, StartArguments args)
            throws Failure, InterruptedException {
        long end = System.nanoTime() + args.deadline().toNanos();
        while (true) {
            try (EtcdRpc rpc = MemberDoor.open(host, args.access())) {
                var _ = rpc.status();
                return;
            } catch (Failure away) {
                if (away.kind() == Failure.Kind.UNREACHABLE) {
                    throw away;
                }
                start(host, unit, Work.run("served.sh", MARGIN, unit));
                if (System.nanoTime() > end) {
                    throw away;
                }
            }
            host.pause(LOOK);
        }
    }

    private static void start(HostAccess host, String unit, Step step)
            throws Failure, InterruptedException {
        if (step instanceof Step.Run(var script)) {
            Reply reply = host.run(script);
            if (!reply.ok()) {
                throw Journal.failure(host.name(), unit, reply);
            }
        } else {
            var _ = Work.one(host, unit + " was not started", step);
        }
    }

    @Override
    public Undo wayBack(
            StartState before, Call<StartArguments> call, Change.Some<StartState> change) {
        MemberOnHost member = before.member();
        Duration each = call.args().deadline();
        Step stop =
                Work.run(
                        "stop.sh",
                        each.plus(MARGIN),
                        member.unit(),
                        Long.toString(Math.max(1, each.toSeconds())));
        // A member that did not run before is left as it was.
        return new Undo.Steps(
                List.of(stop),
                member.process().isPresent() ? List.of(step(member, call, "start")) : List.of());
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        start(host, "the member", step);
    }

    @Override
    public Value.Fields result(StartState state, Call<StartArguments> call) {
        LinkedHashMap<String, Value> fields = new LinkedHashMap<>();
        fields.put(
                "version",
                new Value.Text(
                        state.member()
                                .process()
                                .flatMap(MemberOnHost.RunningMember::version)
                                .map(Version::written)
                                .orElse("")));
        fields.put("fresh", new Value.Bool(state.isFresh()));
        fields.put(
                "pid",
                new Value.Whole(
                        state.member().process().map(MemberOnHost.RunningMember::pid).orElse(0L)));
        return new Value.Fields(fields);
    }

    @Override
    public Value.Fields facts(StartState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<StartArguments> call, Act act)
            throws Failure, InterruptedException {
        return QuorumGuard.verdict(host, call.args().access());
    }
}
