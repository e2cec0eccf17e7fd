package dev.rappel.engine.playbook;

import dev.rappel.engine.value.Node;
import java.nio.file.Path;
import java.util.List;

/** Plays and tasks as they stand in their files, every include opened, nothing checked yet. */
final class Draft {
    private Draft() {}

    /**
     * A play.
     *
     * @param node its mapping
     * @param folder where its file is; relative paths count from there
     * @param imports the {@code import_playbook} elements that led here, outermost first
     */
    record PlayDraft(
            Node.Mapping node, Path folder, List<Node.Mapping> imports, List<TaskDraft> tasks) {
        PlayDraft {
            imports = List.copyOf(imports);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A task.
     *
     * @param includes the {@code include_tasks} elements that led here, outermost first
     */
    record TaskDraft(Node.Mapping node, Path folder, List<Node.Mapping> includes) {
        TaskDraft {
            includes = List.copyOf(includes);
        }
    }
}
