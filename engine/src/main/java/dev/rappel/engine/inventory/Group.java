package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * A group of hosts.
 *
 * @param declared where it is first named; empty for {@code all} and {@code ungrouped} when the
 *     files do not name them
 * @param hosts the names of the hosts that are in it directly, in the order of the files
 * @param children the names of the groups that are in it directly, in the order of the files
 * @param depth the longest way down from {@code all}; deeper groups' variables win
 * @param priority {@code ansible_group_priority}: among groups of one depth the higher one's
 *     variables win; 1 if not set
 */
public record Group(
        String name,
        Optional<Span> declared,
        List<String> hosts,
        List<String> children,
        int depth,
        int priority) {
    /** The group that holds every host. */
    public static final String ALL = "all";

    /** The group of the hosts that are in no other. */
    public static final String UNGROUPED = "ungrouped";

    public Group {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
    }

    @Override
    public String toString() {
        return name;
    }
}
