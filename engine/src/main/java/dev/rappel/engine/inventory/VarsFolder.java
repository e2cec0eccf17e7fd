package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder that may hold {@code group_vars/} and {@code host_vars/}. For each group or host counts
 * the first that is there: {@code NAME} (a file, or a folder of files), {@code NAME.yml}, {@code
 * NAME.yaml}, {@code NAME.json}.
 */
final class VarsFolder {
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");
    private static final int DEEPEST = 20;

    private final Path folder;

    VarsFolder(Path folder) {
        this.folder = folder;
    }

    /** What the folder says, by group and by host. */
    record Found(Map<String, Vars.Layer> groups, Map<String, Vars.Layer> hosts) {
        void addGroup(List<Vars.Layer> layers, String name) {
            add(layers, groups.get(name));
        }

        void addHost(List<Vars.Layer> layers, String name) {
            add(layers, hosts.get(name));
        }

        private static void add(List<Vars.Layer> layers, Vars.@Nullable Layer layer) {
            if (layer != null) {
                layers.add(layer);
            }
        }
    }

    Found read(Inventory.Members members, Problems problems) {
        return new Found(
                read("group_vars", Origin.Kind.GROUP_FILE, members.groups().keySet(), problems),
                read("host_vars", Origin.Kind.HOST_FILE, members.hosts().keySet(), problems));
    }

    private Map<String, Vars.Layer> read(
            String kind, Origin.Kind origin, Set<String> names, Problems problems) {
        Path place = folder.resolve(kind);
        if (!Files.isDirectory(place)) {
            return Map.of();
        }
        // One listing instead of four questions to the file system for each host.
        Set<String> there = new TreeSet<>(Listing.of(place, problems));
        Map<String, Vars.Layer> layers = new LinkedHashMap<>();
        if (there.isEmpty()) {
            return layers;
        }
        for (String name : names) {
            List<Path> files = files(place, name, there, problems);
            List<Variable> variables = new ArrayList<>();
            files.forEach(file -> variables.addAll(VarsFile.read(file, problems)));
            if (!variables.isEmpty()) {
                layers.put(name, Vars.Layer.of(new Origin(origin, name), variables));
            }
        }
        return layers;
    }

    private static List<Path> files(Path place, String name, Set<String> there, Problems problems) {
        List<String> candidates =
                ENDINGS.stream().map(ending -> name + ending).filter(there::contains).toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        Path chosen = place.resolve(candidates.getFirst());
        boolean directory = Files.isDirectory(chosen);
        for (String other : candidates.subList(1, candidates.size())) {
            problems.add(shadowed(place.resolve(other), chosen, directory));
        }
        List<Path> found = new ArrayList<>();
        if (directory) {
            collect(chosen, 0, found, problems);
        } else {
            found.add(chosen);
        }
        return found;
    }

    private static Diagnostic shadowed(Path file, Path chosen, boolean directory) {
        return new Diagnostic(
                        Diagnostic.Severity.WARNING,
                        InventoryCode.SHADOWED_FILE,
                        "`"
                                + Listing.shown(file)
                                + "` is not read, because `"
                                + chosen.getFileName()
                                + (directory ? "/" : "")
                                + "` is",
                        Optional.empty(),
                        "",
                        List.of(),
                        List.of(),
                        List.of())
                .note(
                        "of several files for one name only the first counts: the name alone, then"
                                + " .yml, .yaml, .json")
                .help(directory ? "move the file into the folder" : "put everything into one file");
    }

    private static void collect(Path directory, int depth, List<Path> found, Problems problems) {
        if (depth > DEEPEST) {
            problems.add(
                    Diagnostic.error(
                            InventoryCode.TOO_LARGE,
                            "`" + Listing.shown(directory) + "` is nested too deeply"));
            return;
        }
        for (String name : Listing.of(directory, problems)) {
            if (name.startsWith(".") || name.endsWith("~")) {
                continue;
            }
            Path path = directory.resolve(name);
            String ending = Listing.ending(name);
            if (Files.isDirectory(path)) {
                if (ending.isEmpty()) {
                    collect(path, depth + 1, found, problems);
                }
            } else if (ENDINGS.contains(ending) && Files.isRegularFile(path)) {
                found.add(path);
            }
        }
    }
}
