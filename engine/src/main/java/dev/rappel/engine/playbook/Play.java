package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks for some hosts, and how to go about it.
 *
 * @param name what the file calls it; empty when it has no name
 * @param pattern which hosts, as written
 * @param hosts the names of the hosts that the pattern and {@code --limit} leave, in the pattern's
 *     order; empty without an inventory
 * @param names what its texts and expressions may use
 * @param become whether its tasks run as another user, unless they say otherwise
 * @param strategy in which order, how many at a time
 * @param tags of the play itself; its tasks have them too
 * @param ifStopped what its author tells whoever stands before a run that stopped in this play with
 *     something changed
 * @param tasks those that the tags select, in order
 * @param span where it stands
 */
public record Play(
        Optional<String> name,
        String pattern,
        List<String> hosts,
        Names names,
        Become become,
        Strategy strategy,
        Set<String> tags,
        Optional<String> ifStopped,
        List<Task> tasks,
        Span span) {

    public Play {
        hosts = List.copyOf(hosts);
        tags = Set.copyOf(tags);
        tasks = List.copyOf(tasks);
    }

    /** The name, or the pattern where there is none. */
    public String title() {
        return name.orElse(pattern);
    }
}
