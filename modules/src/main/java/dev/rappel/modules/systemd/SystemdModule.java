package dev.rappel.modules.systemd;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Lines;
import dev.rappel.modules.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A unit of systemd is in some state. */
public final class SystemdModule implements Module<SystemdArguments, UnitState> {
    private static final Duration SHORT = Duration.ofMinutes(2);

    @Override
    public ModuleSpec<SystemdArguments> spec() {
        return SystemdSpec.SYSTEMD;
    }

    private static String unit(Call<SystemdArguments> call) {
        return UnitChange.unit(call.args());
    }

    @Override
    public Observation<UnitState> observe(Call<SystemdArguments> call) {
        List<Value> parameters = new ArrayList<>();
        parameters.add(new Value.Text(unit(call)));
        call.args().dropIns().keySet().stream()
                .sorted()
                .forEach(n -> parameters.add(new Value.Text(n)));
        Script script =
                new Script(UnitLook.OBSERVE, parameters, UnitChange.environment(call.args()), SHORT)
                        .having(Script.Effect.NONE);
        return new Observation.Scripted<>(
                script, reply -> UnitReader.read(unit(call), reply, call));
    }

    /** What earlier tasks do to the files that the process is started from makes it differ. */
    @Override
    public UnitState predict(UnitState observed, Call<SystemdArguments> call, List<Act> earlier) {
        UnitState state = observed;
        for (Act act : earlier) {
            if (act.kind() == Act.Kind.CHECK) {
                continue;
            }
            String path = act.subject();
            if (path.endsWith("/systemd/system/" + state.unit())) {
                if (act.kind() == Act.Kind.CREATE && !state.known()) {
                    state =
                            state.with("LoadState", "loaded")
                                    .with("ActiveState", "inactive")
                                    .with("UnitFileState", "disabled");
                }
                state = state.with("NeedDaemonReload", "yes").differs(true);
            } else if (path.contains("/" + state.unit() + ".d/")) {
                state = state.with("NeedDaemonReload", "yes").differs(true);
            } else if (state.files().contains(path) || call.args().reads().contains(path)) {
                state = state.differs(true);
            } else if (path.equals(state.unit())) {
                state = UnitChange.after(state, act);
            }
        }
        return state;
    }

    @Override
    public Change<UnitState> diff(UnitState state, Call<SystemdArguments> call) {
        return UnitChange.of(state, call);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<SystemdArguments> call, Act act)
            throws Failure, InterruptedException {
        for (Step step : act.steps()) {
            step(host, step, unit(call) + ": " + act.description() + " did not succeed");
        }
        return switch (act.description()) {
            case "start" -> {
                Watch.until(host, call.args(), "active");
                yield new Result().put("started", true).fields();
            }
            case "restart" -> {
                Watch.until(host, call.args(), "active");
                yield new Result().put("restarted", true).fields();
            }
            case "stop" -> {
                Watch.until(host, call.args(), "inactive");
                yield Call.nothing();
            }
            default -> Call.nothing();
        };
    }

    private static void step(HostAccess host, Step step, String what)
            throws Failure, InterruptedException {
        if (!(step instanceof Step.Run(Script script))) {
            throw new IllegalArgumentException("no step of ours: " + step);
        }
        Reply reply = host.run(script);
        if (!reply.ok()) {
            List<String> lines = Lines.last(reply);
            Failure failure =
                    Failure.of(Failure.Kind.FAILED, what)
                            .why(lines.isEmpty() ? "status " + reply.status() : lines.getLast())
                            .evidence(lines);
            boolean rights =
                    lines.stream()
                            .anyMatch(l ->
                                    l.contains("authentication required")
                                            || l.contains("Access denied")
                                            || l.contains("Permission denied"));
            throw rights ? failure.help("add `become: true` to the task") : failure;
        }
    }

    @Override
    public Undo wayBack(
            UnitState before, Call<SystemdArguments> call, Change.Some<UnitState> change) {
        return UnitWayBack.of(before, call, change);
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        step(host, step, "the unit is not as it was");
    }

    @Override
    public Value.Fields result(UnitState state, Call<SystemdArguments> call) {
        String pid = state.get("MainPID");
        return new Result()
                .put("name", state.unit())
                .put("active_state", state.get("ActiveState"))
                .put("sub_state", state.get("SubState"))
                .put("main_pid", pid.matches("[0-9]{1,9}") ? Long.parseLong(pid) : 0)
                .put("enabled", state.enabled())
                .put("restarted", state.restarted())
                .fields();
    }

    @Override
    public Value.Fields facts(UnitState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<SystemdArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }

    static Set<String> later() {
        return Set.of("main_pid", "sub_state");
    }
}
