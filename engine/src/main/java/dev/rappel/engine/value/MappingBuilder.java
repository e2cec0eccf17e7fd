package dev.rappel.engine.value;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the entries of one mapping: keys are texts, each stands once, {@code <<} merges. */
final class MappingBuilder {
    private final YamlReader.Dialect dialect;
    private final Problems problems;
    private final Map<String, Node.Entry> own = new LinkedHashMap<>();
    private final Map<String, Node.Entry> merged = new LinkedHashMap<>();

    MappingBuilder(YamlReader.Dialect dialect, Problems problems) {
        this.dialect = dialect;
        this.problems = problems;
    }

    /**
     * @param plain whether the key stands there without quotes and is no alias
     * @param reported whether a mistake in this very key has been found already
     */
    void add(Node key, boolean plain, Node value, boolean reported) {
        if (!(key instanceof Node.Scalar scalar)) {
            if (!reported) {
                problems.add(notText(key));
            }
            return;
        }
        if (plain && scalar.text().equals("<<")) {
            merge(scalar, value);
            return;
        }
        if (scalar.text().isEmpty() && scalar.style() == Node.Style.PLAIN) {
            if (!reported) {
                problems.add(
                        Diagnostic.error(ValueCode.KEY_NOT_TEXT, "a key is missing", key.span())
                                .label("nothing stands before the `:`"));
            }
            return;
        }
        Node.Entry first = own.putIfAbsent(scalar.text(), new Node.Entry(scalar, value));
        if (first != null) {
            problems.add(
                    Diagnostic.error(
                                    ValueCode.DUPLICATE_KEY,
                                    "`"
                                            + Values.shorten(scalar.text())
                                            + "` stands twice in one mapping",
                                    key.span())
                            .label("again here")
                            .related(first.key().span(), "first here")
                            .help("keep one of the two"));
        }
    }

    private static Diagnostic notText(Node key) {
        String kind = key instanceof Node.Mapping ? "a mapping" : "a list";
        return Diagnostic.error(ValueCode.KEY_NOT_TEXT, "a key is " + kind, key.span())
                .label("a key must be a text")
                .help("if it is a text that begins with a bracket, quote it");
    }

    /** The first mapping that has a key wins; what stands in the mapping itself beats all. */
    private void merge(Node.Scalar key, Node value) {
        if (dialect == YamlReader.Dialect.PLAYBOOK) {
            problems.add(
                    Diagnostic.error(
                                    ValueCode.MERGE_KEY,
                                    "merge keys are not allowed in a playbook",
                                    key.span())
                            .note("what a task does must be seen where the task stands")
                            .help("write the keys out, or put shared values into `vars`"));
            return;
        }
        List<Node> sources = value instanceof Node.Sequence many ? many.items() : List.of(value);
        for (Node source : sources) {
            if (source instanceof Node.Mapping mapping) {
                mapping.entries().forEach(e -> merged.putIfAbsent(e.key().text(), e));
            } else {
                problems.add(
                        Diagnostic.error(
                                        ValueCode.MERGE_KEY,
                                        "`<<` takes a mapping or a list of mappings",
                                        key.span())
                                .related(source.span(), "this is neither"));
            }
        }
    }

    List<Node.Entry> entries() {
        if (merged.isEmpty()) {
            return new ArrayList<>(own.values());
        }
        Map<String, Node.Entry> all = new LinkedHashMap<>(merged);
        all.putAll(own);
        return new ArrayList<>(all.values());
    }
}
