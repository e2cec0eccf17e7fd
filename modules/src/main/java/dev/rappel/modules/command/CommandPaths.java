package dev.rappel.modules.command;

import dev.rappel.engine.module.Act;
import java.util.List;
import java.util.Optional;

/** What planned acts mean for a path that decides over a command. */
final class CommandPaths {
    private CommandPaths() {}

    /**
     * Whether the path will be there or will not; empty where no act says so. A pattern is not
     * matched: what it will find is not known.
     */
    static Optional<Boolean> made(String path, List<Act> earlier) {
        Optional<Boolean> made = Optional.empty();
        for (Act act : earlier) {
            switch (act.kind()) {
                case CREATE -> {
                    if (isIn(act.subject(), path)) {
                        made = Optional.of(true);
                    }
                }
                case REMOVE -> {
                    if (isIn(path, act.subject())) {
                        made = Optional.of(false);
                    }
                }
                case CHANGE, INTERRUPT, CHECK -> {}
            }
        }
        return made;
    }

    private static boolean isIn(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
