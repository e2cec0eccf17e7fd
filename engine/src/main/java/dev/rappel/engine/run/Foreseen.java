package dev.rappel.engine.run;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.plan.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the plan foresaw for a turn of a task.
 *
 * <p>What the plan could not tell may be anything, and proofs may always be made. Everything else
 * must have been foreseen on this host; only once this run has changed things, a rolling play may
 * do on one host what was foreseen for the same task on another one, because roles move from host
 * to host while they roll.
 */
final class Foreseen {
    private final List<Outlook> here;
    private final List<Outlook> elsewhere;
    private final boolean once;
    private final boolean rolls;

    private Foreseen(List<Outlook> here, List<Outlook> elsewhere, boolean once, boolean rolls) {
        this.here = here;
        this.elsewhere = elsewhere;
        this.once = once;
        this.rolls = rolls;
    }

    static Foreseen of(PlayPlan play, int task, String host, int turn) {
        TaskPlan plan = play.tasks().get(task);
        Optional<TaskPlan.HostOutlook> own = plan.on(host);
        List<Outlook> turns = own.map(TaskPlan.HostOutlook::turns).orElse(List.of());
        // A loop whose list was not known has one outlook for all of its turns.
        boolean wholeLoop = turns.size() == 1 && turns.getFirst() instanceof Outlook.Later;
        List<Outlook> here =
                wholeLoop ? turns : turn < turns.size() ? List.of(turns.get(turn)) : List.of();
        return new Foreseen(
                here,
                plan.outlooks().stream().flatMap(o -> o.turns().stream()).toList(),
                own.isEmpty(),
                play.rolls());
    }

    /**
     * The acts that were not foreseen.
     *
     * @param touched whether this run has changed anything before
     */
    List<Act> unforeseen(List<Act> fresh, boolean touched) {
        if (here.stream().anyMatch(Outlook.Later.class::isInstance)
                || (once && elsewhere.stream().anyMatch(Outlook.Later.class::isInstance))) {
            return List.of();
        }
        List<Act> planned = new ArrayList<>(acts(here));
        List<Act> others = (touched && rolls) || once ? acts(elsewhere) : List.of();
        boolean anything =
                touched && rolls && elsewhere.stream().anyMatch(Outlook.Later.class::isInstance);
        List<Act> strange = new ArrayList<>();
        for (Act act : fresh) {
            boolean known =
                    act.kind() == Act.Kind.CHECK
                            || anything
                            || planned.removeIf(new Once(act)::is)
                            || others.stream().anyMatch(o -> o.kind() == act.kind());
            if (!known) {
                strange.add(act);
            }
        }
        return strange;
    }

    /** Finds the same act, the first time it is there. */
    private static final class Once {
        private final Act act;
        private boolean found;

        Once(Act act) {
            this.act = act;
        }

        boolean is(Act other) {
            boolean same = !found && same(act, other);
            found |= same;
            return same;
        }
    }

    static boolean same(Act one, Act other) {
        return one.kind() == other.kind()
                && one.subject().equals(other.subject())
                && one.description().equals(other.description());
    }

    static String words(Act act) {
        return (act.subject() + " " + act.description()).strip();
    }

    private static List<Act> acts(List<Outlook> outlooks) {
        return outlooks.stream()
                .flatMap(o ->
                        o instanceof Outlook.Acts(var acts, var _, var _)
                                ? acts.stream()
                                : java.util.stream.Stream.empty())
                .toList();
    }
}
