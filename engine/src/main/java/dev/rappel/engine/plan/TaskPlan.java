package dev.rappel.engine.plan;

import java.util.List;
import java.util.Optional;

/**
 * One task of a plan.
 *
 * @param number counting from 0 within its play
 * @param title the task's name with its templates filled in as far as they are the same everywhere,
 *     or the module's name
 * @param module the module's name
 * @param where {@code file:line:column}
 * @param outlooks for each host on which it is done, in the play's order
 */
public record TaskPlan(
        int number, String title, String module, String where, List<HostOutlook> outlooks) {
    public TaskPlan {
        outlooks = List.copyOf(outlooks);
    }

    /**
     * @param host the host that it is done for
     * @param turns one, or one for each element of a loop
     */
    public record HostOutlook(String host, List<Outlook> turns) {
        public HostOutlook {
            turns = List.copyOf(turns);
        }
    }

    public Optional<HostOutlook> on(String host) {
        return outlooks.stream().filter(o -> o.host().equals(host)).findFirst();
    }
}
