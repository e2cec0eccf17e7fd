package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of variables: one YAML or JSON mapping from names to values. This is what stands in {@code
 * group_vars/}, {@code host_vars/}, behind {@code -e @} and in a play's {@code vars_files}.
 */
public final class VarsFile {
    private VarsFile() {}

    /** The variables in a file; what is wrong with it is reported. An empty file has none. */
    public static List<Variable> read(Path file, Problems problems) {
        return Yaml.source(file, problems).map(source -> read(source, problems)).orElse(List.of());
    }

    /**
     * Keeps the values of passwords out of every diagnostic that shows a line of this text, for
     * what is no YAML.
     */
    public static void hidePasswords(Source source) {
        SecretNames.hideLines(source);
    }

    /** The variables in a text. */
    public static List<Variable> read(Source source, Problems problems) {
        if (Yaml.isEmpty(source)) {
            return List.of();
        }
        Optional<Node> root = Yaml.read(source, problems);
        if (root.isEmpty()) {
            return List.of();
        }
        return switch (root.get()) {
            case Node.Mapping mapping -> variables(mapping, problems);
            case Node.Scalar scalar when Yaml.isNothing(scalar) -> List.of();
            case Node.Scalar scalar -> wrong(source, scalar, problems);
            case Node.Sequence sequence -> wrong(source, sequence, problems);
        };
    }

    private static List<Variable> wrong(Source source, Node node, Problems problems) {
        problems.add(
                Diagnostic.error(
                                InventoryCode.BAD_VARS_FILE,
                                "`" + source.name() + "` does not hold variables",
                                Yaml.begin(node))
                        .note(
                                "a file of variables is a mapping, and this is "
                                        + (node instanceof Node.Sequence
                                                ? "a list"
                                                : "a single value"))
                        .help("write `name: value`, one a line"));
        return List.of();
    }

    /** The entries of a mapping as variables; a name that is not text is reported. */
    static List<Variable> variables(Node.Mapping mapping, Problems problems) {
        List<Variable> variables = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            if (!Yaml.isText(entry.key(), "a variable", problems)) {
                continue;
            }
            String name = entry.key().text();
            VariableName.check(name, entry.key().span(), problems);
            SecretNames.hide(name, entry.value().span());
            variables.add(
                    new Variable(
                            name,
                            SecretNames.guard(name, Yaml.value(entry.value())),
                            entry.key().span()));
        }
        return variables;
    }
}
