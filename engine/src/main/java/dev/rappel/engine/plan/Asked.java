package dev.rappel.engine.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a user asked for on the command line.
 *
 * @param playbooks files, as named
 * @param inventories {@code -i}, as named
 * @param limit {@code --limit}
 * @param extra {@code -e}, as written; a secret one without its value
 * @param tags {@code --tags}
 * @param skipTags {@code --skip-tags}
 * @param become {@code --become}: every task that does not say otherwise runs as root
 */
public record Asked(
        List<String> playbooks,
        List<String> inventories,
        Optional<String> limit,
        List<String> extra,
        List<String> tags,
        List<String> skipTags,
        boolean become) {
    public Asked {
        playbooks = List.copyOf(playbooks);
        inventories = List.copyOf(inventories);
        extra = List.copyOf(extra);
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }
}
