package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Positions;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Values;
import dev.rappel.engine.value.YamlReader;
import java.nio.file.Path;
import java.util.Optional;

/** What inventories need of YAML. */
final class Yaml {
    private static final String VAULT = "$ANSIBLE_VAULT;";

    private Yaml() {}

    /** The text of a file, unless it cannot be read or is encrypted. */
    static Optional<Source> source(Path file, Problems problems) {
        return new SourceReader()
                .read(file, Listing.shown(file), problems)
                .filter(s -> isClear(s, problems));
    }

    private static boolean isClear(Source source, Problems problems) {
        if (!source.text().startsWith(VAULT)) {
            return true;
        }
        problems.add(
                Diagnostic.error(
                                InventoryCode.ENCRYPTED,
                                "`" + source.name() + "` is encrypted with ansible-vault",
                                source.span(0, VAULT.length() - 1))
                        .note("encrypted files are not read")
                        .help(
                                "decrypt it (`ansible-vault decrypt`) into a file that only you can read,"
                                        + " and mark its secrets with `!secret`"));
        return false;
    }

    /** The one document of a file: with merge keys, anchors and aliases, as Ansible reads it. */
    static Optional<Node> read(Source source, Problems problems) {
        Problems found = new Problems();
        Optional<Node> root = YamlReader.read(source, YamlReader.Dialect.VARIABLES, found);
        if (found.hasErrors()) {
            SecretNames.hideLines(source);
        }
        problems.addAll(found);
        return root;
    }

    static boolean isEmpty(Source source) {
        return source.text()
                .lines()
                .map(String::strip)
                .allMatch(l -> l.isEmpty() || l.startsWith("#") || l.equals("---"));
    }

    static boolean isNothing(Node.Scalar scalar) {
        return value(scalar) instanceof Value.Nothing;
    }

    static Value value(Node node) {
        return Values.fromNode(node);
    }

    /** Whether a key is text, as a name must be; what is not is reported. */
    static boolean isText(Node.Scalar key, String what, Problems problems) {
        Value value = value(key);
        if (value instanceof Value.Text || value instanceof Value.Secret) {
            return true;
        }
        problems.add(
                Diagnostic.error(
                                InventoryCode.NAME_NOT_TEXT,
                                "the name of "
                                        + what
                                        + " must be text, and YAML reads `"
                                        + key.text()
                                        + "` as "
                                        + kind(value),
                                key.span())
                        .help("put it in quotes: `\"" + key.text() + "\":`"));
        return false;
    }

    private static String kind(Value value) {
        return switch (value) {
            case Value.Whole _, Value.Decimal _ -> "a number";
            case Value.Bool bool -> bool.truth() ? "true" : "false";
            case Value.Nothing _ -> "nothing";
            case Value.Items _ -> "a list";
            case Value.Fields _ -> "a mapping";
            case Value.Secret _ -> "a secret";
            case Value.Scalar _ -> "text";
        };
    }

    /** The beginning of a node, one line at most: a whole block is no place to point at. */
    static Span begin(Node node) {
        Span span = node.span();
        String text = span.text();
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return span.part(0, end);
    }

    /** Where the characters of a scalar stand. */
    static Places places(Node.Scalar scalar) {
        return (from, to) -> Positions.within(scalar, from, to);
    }
}
