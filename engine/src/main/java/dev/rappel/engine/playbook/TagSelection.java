package dev.rappel.engine.playbook;

import java.util.HashSet;
import java.util.Set;

/**
 * Which tasks {@code --tags} and {@code --skip-tags} choose, by Ansible's rules: a task has its own
 * tags and those of its play and includes; {@code always} runs unless it is skipped by that name,
 * {@code never} runs only when one of the task's tags is asked for by name; {@code all}, {@code
 * tagged} and {@code untagged} stand for what they say.
 *
 * @param only the tags asked for; empty means {@code all}
 * @param skip the tags to leave out
 */
public record TagSelection(Set<String> only, Set<String> skip) {
    public static final TagSelection ALL = new TagSelection(Set.of(), Set.of());

    /** Tags with a meaning of their own, which no task need carry. */
    static final Set<String> SPECIAL = Set.of("all", "always", "never", "tagged", "untagged");

    public TagSelection {
        only = Set.copyOf(only);
        skip = Set.copyOf(skip);
    }

    /** Whether a task with these tags takes part. */
    public boolean selects(Set<String> tags) {
        return isAskedFor(tags) && !isSkipped(tags);
    }

    private boolean isAskedFor(Set<String> tags) {
        if (tags.contains("always")) {
            return true;
        }
        Set<String> asked = only.isEmpty() ? Set.of("all") : only;
        if (meet(asked, tags)) {
            return true;
        }
        if (tags.contains("never")) {
            return false;
        }
        return asked.contains("all")
                || (asked.contains("tagged") && !tags.isEmpty())
                || (asked.contains("untagged") && tags.isEmpty());
    }

    private boolean isSkipped(Set<String> tags) {
        if (skip.contains("all")) {
            return !tags.contains("always") || skip.contains("always");
        }
        return meet(skip, tags)
                || (skip.contains("tagged") && !tags.isEmpty())
                || (skip.contains("untagged") && tags.isEmpty());
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return !both.isEmpty();
    }
}
