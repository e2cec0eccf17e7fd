package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Span;
import java.util.List;

/**
 * A host as the inventory names it.
 *
 * @param name its name in the inventory, which need not be its address
 * @param declared where it is first named
 * @param groups the names of all groups that it is in, through children too, without {@code all},
 *     in order of precedence: the last one's variables win
 */
public record Host(String name, Span declared, List<String> groups) {
    public Host {
        groups = List.copyOf(groups);
    }

    @Override
    public String toString() {
        return name;
    }
}
