package dev.rappel.engine.playbook;

import java.util.List;

/**
 * A playbook in which everything that files alone can tell has been checked.
 *
 * @param name the file it was read from, as the user named it
 * @param plays in the order in which they run, those of imported playbooks in their places
 */
public record Playbook(String name, List<Play> plays) {
    public Playbook {
        plays = List.copyOf(plays);
    }

    /** How many tasks all plays have together, before tags select among them. */
    public int taskCount() {
        return plays.stream().mapToInt(p -> p.tasks().size()).sum();
    }
}
