package dev.rappel.modules.systemd;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** What has to be done to a unit. */
final class UnitChange {
    private static final Duration SHORT = Duration.ofMinutes(2);

    private UnitChange() {}

    /** The full name of the unit. */
    static String unit(SystemdArguments args) {
        return args.name()
                        .matches(
                                ".*\\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)")
                ? args.name()
                : args.name() + ".service";
    }

    static Change<UnitState> of(UnitState state, Call<SystemdArguments> call) {
        SystemdArguments args = call.args();
        boolean starts = args.state().equals(Optional.of(SystemdArguments.State.STARTED));
        boolean unmasks = args.masked().equals(Optional.of(false));
        if (state.get("LoadState").equals("masked") && starts && !unmasks) {
            return new Change.Blocked<>(
                    state.unit() + " is masked", "say `masked: false` if it may run", true);
        }
        boolean wanted =
                starts || args.enabled().equals(Optional.of(true)) || !args.dropIns().isEmpty();
        if (wanted && !state.known() && !state.get("LoadState").equals("masked")) {
            return new Change.Blocked<>(
                    "the host has no unit "
                            + state.unit()
                            + " that systemd can load ("
                            + state.get("LoadState")
                            + ")",
                    "put the unit in place in an earlier task, or correct its name",
                    true);
        }
        if (starts && state.active() && state.hidden()) {
            return new Change.Blocked<>(
                    "the task's user may not see what program " + state.unit() + " runs",
                    "add `become: true` to the task");
        }
        if (args.enabled().equals(Optional.of(true))
                && state.get("UnitFileState").equals("static")) {
            return new Change.Blocked<>(
                    state.unit() + " has no [Install] section: it cannot be enabled",
                    "leave `enabled` out, or add an [Install] section to the unit",
                    true);
        }
        List<Act> acts = new ArrayList<>();
        if (unmasks && state.get("UnitFileState").startsWith("masked")) {
            acts.add(file(state, "unmask"));
        }
        Map<String, String> texts = new HashMap<>(state.dropIns());
        boolean dropIns = false;
        for (var wish : new TreeMap<>(args.dropIns()).entrySet()) {
            String old = state.dropIns().getOrDefault(wish.getKey(), "");
            boolean there = state.dropIns().containsKey(wish.getKey());
            if (!there || !old.equals(wish.getValue())) {
                acts.add(dropIn(state, call, wish.getKey(), old, wish.getValue(), there));
                texts.put(wish.getKey(), wish.getValue());
                dropIns = true;
            }
        }
        boolean restart = starts && state.active() && (state.differs() || dropIns);
        boolean start = starts && !state.active() && !ran(state, call);
        boolean reload = dropIns || state.get("NeedDaemonReload").equals("yes");
        if (reload && !restart && !start) {
            acts.add(act(Act.Kind.CHANGE, state, "daemon-reload", UnitScripts.RELOAD));
        }
        if (args.enabled().isPresent()) {
            if (args.enabled().get() && !state.enabled()) {
                acts.add(file(state, "enable"));
            } else if (!args.enabled().get() && state.get("UnitFileState").startsWith("enabled")) {
                acts.add(file(state, "disable"));
            }
        }
        if (restart) {
            acts.add(disrupting(state, "restart"));
        } else if (start) {
            acts.add(act(Act.Kind.CHANGE, state, "start", UnitScripts.ASK));
        } else if (args.state().equals(Optional.of(SystemdArguments.State.STOPPED))
                && state.alive()) {
            acts.add(disrupting(state, "stop"));
        }
        if (args.masked().equals(Optional.of(true))
                && !state.get("UnitFileState").startsWith("masked")) {
            acts.add(file(state, "mask"));
        }
        if (acts.isEmpty()) {
            return new Change.None<>();
        }
        UnitState promised = state.dropIns(texts);
        for (Act act : acts) {
            promised = after(promised, act);
        }
        return new Change.Some<>(
                acts, promised, restart || start ? SystemdModule.later() : Set.of());
    }

    /** A one-shot that does not stay active has done its work once this task has run it. */
    private static boolean ran(UnitState state, Call<SystemdArguments> call) {
        return call.done().map(d -> d.fields().containsKey("started")).orElse(false)
                && state.get("Type").equals("oneshot")
                && state.get("Result").equals("success");
    }

    /** The state once one of our acts is done. */
    static UnitState after(UnitState state, Act act) {
        return switch (act.description()) {
            case "start" -> state.with("ActiveState", "active").differs(false);
            case "restart" -> {
                UnitState now = state.with("NeedDaemonReload", "no").differs(false);
                yield new UnitState(
                        now.unit(),
                        now.properties(),
                        false,
                        now.hidden(),
                        now.files(),
                        now.dropIns(),
                        true);
            }
            case "stop" -> state.with("ActiveState", "inactive").with("MainPID", "0");
            case "enable" -> state.with("UnitFileState", "enabled");
            case "disable", "unmask" -> state.with("UnitFileState", "disabled");
            case "mask" -> state.with("UnitFileState", "masked");
            case "daemon-reload" -> state.with("NeedDaemonReload", "no");
            default -> state;
        };
    }

    private static Act dropIn(
            UnitState state,
            Call<SystemdArguments> call,
            String name,
            String old,
            String text,
            boolean there) {
        return new Act(
                there ? Act.Kind.CHANGE : Act.Kind.CREATE,
                "/etc/systemd/system/" + state.unit() + ".d/" + name,
                there ? "content" : "new",
                Optional.of(
                        new Act.Difference(
                                call.text("drop_ins", old), call.text("drop_ins", text))),
                false,
                List.of(
                        run(
                                UnitScripts.DROP_IN,
                                new Value.Text(state.unit()),
                                new Value.Text(name),
                                call.text("drop_ins", text))));
    }

    private static Act file(UnitState state, String verb) {
        return act(Act.Kind.CHANGE, state, verb, UnitScripts.UNIT_FILE);
    }

    private static Act act(Act.Kind kind, UnitState state, String verb, String script) {
        return Act.quiet(
                kind,
                state.unit(),
                verb,
                run(script, new Value.Text(state.unit()), new Value.Text(verb)));
    }

    private static Act disrupting(UnitState state, String verb) {
        return new Act(
                Act.Kind.INTERRUPT,
                state.unit(),
                verb,
                Optional.empty(),
                true,
                List.of(run(UnitScripts.ASK, new Value.Text(state.unit()), new Value.Text(verb))));
    }

    static Step run(String script, Value... parameters) {
        return new Step.Run(Script.of(script, SHORT, parameters));
    }

    /** What the scripts that look at a unit's files must know besides its name. */
    static SequencedMap<String, Value> environment(SystemdArguments args) {
        SequencedMap<String, Value> environment = new LinkedHashMap<>();
        if (!args.reads().isEmpty()) {
            environment.put("READS", new Value.Text(String.join("\n", args.reads())));
        }
        return environment;
    }
}
