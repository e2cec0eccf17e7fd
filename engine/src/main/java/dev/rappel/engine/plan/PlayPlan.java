package dev.rappel.engine.plan;

import java.util.List;

/**
 * One play of a plan.
 *
 * @param number counting from 0
 * @param title the play's name, or its pattern
 * @param policy in which order and how many at a time, as one sentence
 * @param rolls whether hosts go one batch after the other
 * @param hosts those that take part, in the order in which they would go now
 * @param tasks in order
 */
public record PlayPlan(
        int number,
        String title,
        String policy,
        boolean rolls,
        List<String> hosts,
        List<TaskPlan> tasks) {
    public PlayPlan {
        hosts = List.copyOf(hosts);
        tasks = List.copyOf(tasks);
    }
}
