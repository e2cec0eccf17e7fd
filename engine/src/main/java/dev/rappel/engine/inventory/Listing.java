package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a folder, and how paths are shown. */
final class Listing {
    private Listing() {}

    /** The names in a folder, sorted as Ansible sorts them; none, with an error, if unreadable. */
    static List<String> of(Path directory, Problems problems) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
        } catch (IOException e) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.NOT_FOUND,
                                    "cannot read the folder `" + shown(directory) + "`")
                            .note(String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    static String shown(Path path) {
        return path.toString();
    }

    /** The last dot of a name and what follows; empty for none, or for a leading dot. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        int first = 0;
        while (first < name.length() && name.charAt(first) == '.') {
            first++;
        }
        return dot <= first - 1 || dot < 0 ? "" : name.substring(dot);
    }
}
