package dev.rappel.modules.systemd;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.List;

/** How a unit is put back: its files at once, what runs once all files of the host are back. */
final class UnitWayBack {
    private UnitWayBack() {}

    static Undo of(UnitState before, Call<SystemdArguments> call, Change.Some<UnitState> change) {
        Value unit = new Value.Text(before.unit());
        List<Step> steps = new ArrayList<>();
        for (Act act : change.acts().reversed()) {
            String back =
                    switch (act.description()) {
                        case "enable" -> "disable";
                        case "disable" -> "enable";
                        case "mask" -> "unmask";
                        case "unmask" -> "mask";
                        default -> "";
                    };
            if (!back.isEmpty()) {
                steps.add(UnitChange.run(UnitScripts.UNIT_FILE, unit, new Value.Text(back)));
            } else if (act.difference().isPresent()) {
                String path = act.subject();
                String name = path.substring(path.lastIndexOf('/') + 1);
                String old = before.dropIns().get(name);
                steps.add(
                        old == null
                                ? UnitChange.run(UnitScripts.NO_DROP_IN, unit, new Value.Text(name))
                                : UnitChange.run(
                                        UnitScripts.DROP_IN,
                                        unit,
                                        new Value.Text(name),
                                        call.text("drop_ins", old)));
            }
        }
        boolean runs =
                change.acts().stream()
                        .anyMatch(
                                a -> List.of("start", "restart", "stop").contains(a.description()));
        Step then =
                runs
                        ? new Step.Run(
                                new Script(
                                        UnitScripts.AS_BEFORE,
                                        List.of(
                                                unit,
                                                new Value.Text(
                                                        before.active()
                                                                ? before.get("InvocationID")
                                                                : ""),
                                                new Value.Text(
                                                        before.differs() ? "other" : "same")),
                                        UnitChange.environment(call.args()),
                                        call.args().deadline().plusSeconds(30)))
                        : UnitChange.run(UnitScripts.RELOAD);
        return new Undo.Steps(steps, List.of(then));
    }
}
