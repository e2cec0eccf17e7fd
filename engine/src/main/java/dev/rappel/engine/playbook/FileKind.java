package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is, by what it holds. */
public enum FileKind {
    PLAYBOOK("playbook"),
    TASKS("list of tasks"),
    INVENTORY("inventory"),
    VARIABLES("variables");

    private static final List<String> YAML = List.of(".yml", ".yaml", ".json");
    private static final Set<String> GROUP_WORDS = Set.of("hosts", "vars", "children");

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    /**
     * Looks into a file or folder; what cannot be read is taken for what its name promises, so that
     * its reader can say what is wrong.
     */
    public static FileKind of(Path file) {
        if (Files.isDirectory(file)) {
            return INVENTORY;
        }
        if (!Files.exists(file)) {
            // Only its absence can be said, and in words that fit any kind.
            return PLAYBOOK;
        }
        Path name = file.getFileName();
        String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
        boolean yaml = YAML.stream().anyMatch(lower::endsWith);
        Optional<Source> source = new SourceReader().read(file, new Problems());
        Optional<Node> root =
                source.flatMap(
                        s -> YamlReader.read(s, YamlReader.Dialect.VARIABLES, new Problems()));
        return switch (root.orElse(null)) {
            case Node.Sequence list when yaml || holdsMappings(list) -> list(list);
            case Node.Mapping mapping when yaml || isInventory(mapping) -> mapping(mapping, lower);
            case Node.Scalar scalar when yaml && Wording.isNothing(scalar) -> PLAYBOOK;
            case null -> yaml ? unreadable(source) : INVENTORY;
            default -> yaml ? PLAYBOOK : INVENTORY;
        };
    }

    private static boolean holdsMappings(Node.Sequence list) {
        return list.items().stream().anyMatch(Node.Mapping.class::isInstance);
    }

    private static FileKind list(Node.Sequence list) {
        boolean tasks =
                holdsMappings(list)
                        && list.items().stream()
                                .filter(Node.Mapping.class::isInstance)
                                .map(Node.Mapping.class::cast)
                                .noneMatch(m ->
                                        m.entry("hosts").isPresent()
                                                || m.entry("tasks").isPresent()
                                                || m.entry("import_playbook").isPresent()
                                                || m.entry("strategy").isPresent());
        return tasks ? TASKS : PLAYBOOK;
    }

    private static FileKind mapping(Node.Mapping mapping, String name) {
        if (mapping.entry("tasks").isPresent()
                || (mapping.entry("hosts").isPresent() && mapping.entry("name").isPresent())) {
            // A play that lacks its dash.
            return PLAYBOOK;
        }
        return isInventory(mapping) || name.startsWith("hosts") || name.startsWith("inventory")
                ? INVENTORY
                : VARIABLES;
    }

    private static boolean isInventory(Node.Mapping mapping) {
        return mapping.entry("plugin").isPresent()
                || mapping.entry("all").isPresent()
                || mapping.entry("_meta").isPresent()
                || (!mapping.entries().isEmpty()
                        && mapping.entries().stream().allMatch(e -> isGroup(e.value()))
                        && mapping.entries().stream().anyMatch(e -> !Wording.isNothing(e.value())));
    }

    private static boolean isGroup(Node node) {
        return Wording.isNothing(node)
                || (node instanceof Node.Mapping group
                        && !group.entries().isEmpty()
                        && group.entries().stream()
                                .allMatch(e -> GROUP_WORDS.contains(e.key().text())));
    }

    /**
     * A YAML file with a mistake in it: a first line that begins with a dash makes it a playbook.
     */
    private static FileKind unreadable(Optional<Source> source) {
        if (source.isEmpty()) {
            return PLAYBOOK;
        }
        boolean dash =
                source.get()
                        .text()
                        .lines()
                        .filter(l -> !l.isBlank() && !l.startsWith("#") && !l.startsWith("---"))
                        .findFirst()
                        .map(l -> l.strip().startsWith("-"))
                        .orElse(true);
        return dash ? PLAYBOOK : VARIABLES;
    }

    @Override
    public String toString() {
        return words;
    }
}
