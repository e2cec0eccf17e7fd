package dev.rappel.engine.inventory;

import dev.rappel.engine.inventory.Draft.DraftGroup;
import dev.rappel.engine.inventory.Draft.DraftHost;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Node;
import java.util.List;
import java.util.Optional;

/**
 * Ansible's YAML inventories, and JSON in the same form: a mapping from groups to {@code hosts},
 * {@code vars} and {@code children}.
 */
final class YamlInventory {
    private static final List<String> WORDS = List.of("hosts", "vars", "children");

    private final Draft draft;
    private final Problems problems;

    private YamlInventory(Draft draft) {
        this.draft = draft;
        this.problems = draft.problems;
    }

    static void read(Source source, Draft draft) {
        if (Yaml.isEmpty(source)) {
            return;
        }
        Optional<Node> root = Yaml.read(source, draft.problems);
        root.ifPresent(node -> new YamlInventory(draft).root(source, node));
    }

    private void root(Source source, Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            if (!(node instanceof Node.Scalar scalar && Yaml.isNothing(scalar))) {
                problems.add(
                        Diagnostic.error(
                                        InventoryCode.BAD_STRUCTURE,
                                        "an inventory in YAML is a mapping from groups",
                                        Yaml.begin(node))
                                .note(
                                        "this is "
                                                + (node instanceof Node.Sequence
                                                        ? "a list"
                                                        : "text"))
                                .help(
                                        "write `all:`, below it `hosts:`, and below that one host a line"));
            }
            return;
        }
        Optional<Node.Entry> plugin = mapping.entry("plugin");
        if (plugin.isPresent() && !(plugin.get().value() instanceof Node.Mapping)) {
            String name =
                    plugin.get().value() instanceof Node.Scalar scalar
                            ? scalar.text()
                            : "of Ansible";
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.KIND_REFUSED,
                                    "this is the configuration of the inventory plugin `"
                                            + name
                                            + "`",
                                    plugin.get().key().span())
                            .note("plugins are programs of Ansible and are not run")
                            .help(
                                    "save what the plugin finds: `ansible-inventory -i "
                                            + source.name()
                                            + " --list --export --yaml > hosts.yml`"));
            return;
        }
        mapping.entries().forEach(this::group);
    }

    private Optional<DraftGroup> group(Node.Entry entry) {
        Node.Scalar key = entry.key();
        if (!Yaml.isText(key, "a group", problems)) {
            return Optional.empty();
        }
        DraftGroup group = draft.group(key.text(), key.span());
        if (entry.value() instanceof Node.Mapping sections) {
            sections.entries().forEach(section -> section(group, section));
        } else if (!isNothing(entry.value())) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_STRUCTURE,
                                    "group `" + group.name + "` must be a mapping",
                                    Yaml.begin(entry.value()))
                            .help(
                                    "write `hosts:`, `vars:` or `children:` below `"
                                            + group.name
                                            + ":`"));
        }
        return Optional.of(group);
    }

    private void section(DraftGroup group, Node.Entry section) {
        String word = section.key().text();
        if (!WORDS.contains(word)) {
            Diagnostic unknown =
                    Diagnostic.error(
                                    InventoryCode.UNKNOWN_KEY,
                                    "a group has no `" + word + "`",
                                    section.key().span())
                            .note("what is below it would not be read");
            for (String close : draft.names.closest(word, WORDS)) {
                unknown = unknown.help("did you mean `" + close + "`?");
            }
            boolean nested =
                    section.value() instanceof Node.Mapping inner
                            && inner.entries().stream()
                                    .anyMatch(e -> WORDS.contains(e.key().text()));
            problems.add(
                    nested
                            ? unknown.help("a group inside a group stands under `children:`")
                            : unknown.help("a group has `hosts`, `vars` and `children`"));
            return;
        }
        switch (section.value()) {
            case Node.Mapping mapping -> entries(group, word, mapping);
            case Node.Scalar scalar when Yaml.isNothing(scalar) -> {}
            case Node.Scalar scalar when !word.equals("vars") ->
                    entry(
                            group,
                            word,
                            new Node.Entry(
                                    scalar,
                                    new Node.Scalar("", Node.Style.PLAIN, false, scalar.span())));
            case Node.Scalar scalar -> wrongSection(group, word, scalar);
            case Node.Sequence sequence -> wrongSection(group, word, sequence);
        }
    }

    private void wrongSection(DraftGroup group, String word, Node node) {
        problems.add(
                Diagnostic.error(
                                InventoryCode.BAD_STRUCTURE,
                                "`"
                                        + word
                                        + "` of group `"
                                        + group.name
                                        + "` must be a mapping, not "
                                        + (node instanceof Node.Sequence
                                                ? "a list"
                                                : "a single value"),
                                Yaml.begin(node))
                        .help(
                                switch (word) {
                                    case "hosts" ->
                                            "write `web1:` and not `- web1`, one host a line";
                                    case "vars" -> "write `name: value` and not `- name: value`";
                                    default -> "write `web:` and not `- web`, one group a line";
                                }));
    }

    private void entries(DraftGroup group, String word, Node.Mapping mapping) {
        if (word.equals("vars")) {
            VarsFile.variables(mapping, problems).forEach(variable -> draft.set(group, variable));
        } else {
            mapping.entries().forEach(e -> entry(group, word, e));
        }
    }

    private void entry(DraftGroup group, String word, Node.Entry entry) {
        if (word.equals("children")) {
            group(entry).ifPresent(child -> draft.child(group, child.name, entry.key().span()));
        } else {
            host(group, entry);
        }
    }

    private void host(DraftGroup group, Node.Entry entry) {
        Node.Scalar key = entry.key();
        if (!Yaml.isText(key, "a host", problems)) {
            return;
        }
        List<DraftHost> hosts = draft.hosts(key.text(), Yaml.places(key), group);
        switch (entry.value()) {
            case Node.Mapping mapping -> {
                List<Variable> variables = VarsFile.variables(mapping, problems);
                hosts.forEach(host -> variables.forEach(variable -> draft.set(host, variable)));
            }
            case Node.Scalar scalar when Yaml.isNothing(scalar) -> {}
            case Node.Scalar scalar -> wrongHost(key, scalar);
            case Node.Sequence sequence -> wrongHost(key, sequence);
        }
    }

    private void wrongHost(Node.Scalar key, Node value) {
        problems.add(
                Diagnostic.error(
                                InventoryCode.BAD_STRUCTURE,
                                "the variables of host `" + key.text() + "` must be a mapping",
                                Yaml.begin(value))
                        .help("write `name: value` lines below `" + key.text() + ":`, further in"));
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar && Yaml.isNothing(scalar);
    }
}
