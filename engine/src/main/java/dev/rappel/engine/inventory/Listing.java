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
    /** What stands for bytes of a name that are no character in this locale. */
    private static final char UNREADABLE = '\ufffd';

    private Listing() {}

    /** The names in a folder, sorted as Ansible sorts them; none, with an error, if unreadable. */
    static List<String> of(Path directory, Problems problems) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names =
                    entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
            names.stream()
                    .filter(n -> n.indexOf(UNREADABLE) >= 0)
                    .forEach(n -> problems.add(unreadable(directory, n)));
            return names.stream().filter(n -> n.indexOf(UNREADABLE) < 0).toList();
        } catch (IOException e) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.NOT_FOUND,
                                    "cannot read the folder `" + shown(directory) + "`")
                            .note(String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    /** Such a file cannot be matched to a host or group; to pass it over would lose variables. */
    private static Diagnostic unreadable(Path directory, String name) {
        return Diagnostic.error(
                        InventoryCode.NOT_FOUND,
                        "cannot read the name of `" + shown(directory.resolve(name)) + "`")
                .note("it is not UTF-8, or the locale (LC_ALL, LC_CTYPE, LANG) is not")
                .help("run with `LC_ALL=C.UTF-8`, or rename the file");
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
