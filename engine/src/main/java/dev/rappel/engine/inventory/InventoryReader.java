package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads inventories: files, folders of files, and lists of hosts with a comma, each as one {@code
 * -i} names it. A later one adds to the earlier ones, and its variables win.
 *
 * <p>What a file holds is known by the end of its name: {@code .yml}, {@code .yaml} and {@code
 * .json} are YAML, others INI; a name without an ending is looked into. In a folder the files are
 * read by name, folders inside too, and what Ansible leaves out is left out: hidden files, {@code
 * group_vars}, {@code host_vars}, and files that end with {@code .cfg}, {@code .bak}, {@code .txt}
 * and the like.
 */
public final class InventoryReader {
    private static final Set<String> LEFT_OUT = Set.of("group_vars", "host_vars", "vars_plugins");
    private static final List<String> ENDINGS_LEFT_OUT =
            List.of(
                    ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig",
                    ".cfg", ".retry");
    private static final Set<String> YAML_ENDINGS = Set.of(".yml", ".yaml", ".json");
    private static final int DEEPEST = 20;

    private final Problems problems;
    private final Draft draft;
    private final List<VarsFolder> folders = new ArrayList<>();

    private InventoryReader(Problems problems) {
        this.problems = problems;
        this.draft = new Draft(problems);
    }

    /**
     * Reads all sources to one inventory. It is complete as far as it could be read; whether it can
     * be used is told by {@link Problems#hasErrors}.
     *
     * @param sources paths, or host names with at least one comma, as they follow {@code -i}
     */
    public static Inventory read(List<String> sources, Problems problems) {
        return new InventoryReader(problems).all(sources);
    }

    /** Reads one text that is no file, by the name that says what it holds. */
    public static Inventory read(Source source, Problems problems) {
        InventoryReader reader = new InventoryReader(problems);
        reader.text(source, Listing.ending(source.name()));
        return Inventory.of(reader.draft, List.of());
    }

    private Inventory all(List<String> sources) {
        int first = problems.size();
        for (String source : sources) {
            int before = draft.said();
            int wrong = problems.size();
            Optional<Path> given = path(source);
            if (given.isEmpty()) {
                continue;
            }
            Path path = given.get();
            if (source.indexOf(',') >= 0 && !Files.exists(path)) {
                inline(new Source("-i", source));
            } else if (Files.isDirectory(path)) {
                folders.add(new VarsFolder(path));
                folder(path, 0);
            } else {
                Path parent = path.getParent();
                folders.add(new VarsFolder(parent == null ? Path.of("") : parent));
                file(path);
            }
            if (draft.said() == before && problems.size() == wrong) {
                noHosts(source, path);
            }
        }
        if (draft.hosts.isEmpty() && problems.size() == first && !sources.isEmpty()) {
            noHosts(String.join(", ", sources), Path.of(sources.getFirst()));
        }
        namesakes();
        return Inventory.of(draft, folders);
    }

    /** An empty path would be the working folder, which is hardly meant. */
    private Optional<Path> path(String source) {
        if (source.isBlank()) {
            problems.add(
                    Diagnostic.error(InventoryCode.NOT_FOUND, "an inventory without a name")
                            .note("what follows `-i` is empty")
                            .help("for the working folder write `-i .`"));
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source));
        } catch (InvalidPathException e) {
            problems.add(
                    Diagnostic.error(InventoryCode.NOT_FOUND, "`" + source + "` is not a path")
                            .note("it has characters that this locale does not know")
                            .help("run it with `LC_ALL=C.UTF-8`"));
            return Optional.empty();
        }
    }

    private void noHosts(String source, Path path) {
        Diagnostic none =
                Diagnostic.error(InventoryCode.NO_HOSTS, "there is no host in `" + source + "`");
        problems.add(
                Files.isDirectory(path)
                        ? none.note(
                                "in a folder, hidden files and those that end with .cfg, .bak, .txt,"
                                        + " .md or ~ are not read")
                        : none.help("write one host a line"));
    }

    /** In Ansible the variables of such a host become those of the group. */
    private void namesakes() {
        for (Draft.DraftHost host : draft.hosts.values()) {
            Draft.DraftGroup group = draft.groups.get(host.name);
            if (group != null) {
                Diagnostic both =
                        Diagnostic.warning(
                                        InventoryCode.GROUP_AND_HOST,
                                        "`" + host.name + "` is a host and a group",
                                        host.declared)
                                .note("in a pattern the name means the host");
                Span place = group.declared;
                problems.add(
                        (place == null ? both : both.related(place, "the group"))
                                .help("give one of them another name"));
            }
        }
    }

    private void inline(Source list) {
        String text = list.text();
        Draft.DraftGroup group = draft.known(Group.UNGROUPED);
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            int start = from;
            while (start < end && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            int stop = end;
            while (stop > start && Character.isWhitespace(text.charAt(stop - 1))) {
                stop--;
            }
            if (start < stop) {
                draft.hosts(text.substring(start, stop), Places.of(list.span(start, stop)), group);
            }
            from = end + 1;
        }
    }

    private void folder(Path folder, int depth) {
        if (depth > DEEPEST) {
            problems.add(
                    Diagnostic.error(
                            InventoryCode.TOO_LARGE,
                            "`" + Listing.shown(folder) + "` is nested too deeply"));
            return;
        }
        for (String name : Listing.of(folder, problems)) {
            if (name.startsWith(".")
                    || LEFT_OUT.contains(name)
                    || ENDINGS_LEFT_OUT.stream().anyMatch(name::endsWith)) {
                continue;
            }
            Path path = folder.resolve(name);
            if (Files.isDirectory(path)) {
                folder(path, depth + 1);
            } else {
                file(path);
            }
        }
    }

    private void file(Path path) {
        String ending = Listing.ending(String.valueOf(path.getFileName()));
        if (ending.equals(".toml")) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.KIND_REFUSED,
                                    "`" + Listing.shown(path) + "` is TOML, which is not read")
                            .help(asYaml(path)));
            return;
        }
        if (!Files.exists(path)) {
            notFound(path);
            return;
        }
        Yaml.source(path, problems).ifPresent(source -> text(source, ending));
    }

    private void notFound(Path path) {
        Diagnostic missing =
                Diagnostic.error(
                        InventoryCode.NOT_FOUND,
                        "there is no inventory `" + Listing.shown(path) + "`");
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null && Files.isDirectory(parent)) {
            Optional<String> close =
                    DidYouMean.closest(
                            String.valueOf(path.getFileName()), Listing.of(parent, new Problems()));
            if (close.isPresent()) {
                missing =
                        missing.help(
                                "did you mean `"
                                        + Listing.shown(path.resolveSibling(close.get()))
                                        + "`?");
            }
        }
        problems.add(
                missing.help(
                        "for a list of hosts write a comma: `-i " + path.getFileName() + ",`"));
    }

    private static String asYaml(Path path) {
        return "write it as YAML: `ansible-inventory -i "
                + Listing.shown(path)
                + " --list --export --yaml > hosts.yml`";
    }

    private void text(Source source, String ending) {
        if (source.text().startsWith("#!")) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.KIND_REFUSED,
                                    "`" + source.name() + "` is a program",
                                    source.span(0, 2))
                            .note("inventories are read and never run")
                            .help(
                                    "run it yourself and save what it prints: `"
                                            + source.name()
                                            + " --list`; "
                                            + asYaml(Path.of(source.name()))));
        } else if (YAML_ENDINGS.contains(ending) || (ending.isEmpty() && looksLikeYaml(source))) {
            YamlInventory.read(source, draft);
        } else {
            IniReader.read(source, draft);
        }
    }

    /** By the first line that says something. */
    private static boolean looksLikeYaml(Source source) {
        for (int number = 1; number <= source.lineCount(); number++) {
            String line = source.lineText(number).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                return line.startsWith("---")
                        || line.startsWith("{")
                        || line.startsWith("%YAML")
                        || line.matches("(\"[^\"]*\"|'[^']*'|[^\\s\\[:=]+)\\s*:(\\s.*)?");
            }
        }
        return false;
    }
}
