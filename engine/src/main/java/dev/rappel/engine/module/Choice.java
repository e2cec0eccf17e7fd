package dev.rappel.engine.module;

import java.util.List;

/** Arguments of which a task gives at most one or, where {@code required}, exactly one. */
public record Choice(List<String> names, boolean required) {
    public Choice {
        names = List.copyOf(names);
    }
}
