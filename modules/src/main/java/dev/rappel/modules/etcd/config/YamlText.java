package dev.rappel.modules.etcd.config;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** etcd's configuration file: the keys and their lines. */
record YamlText(String path, String text, List<Entry> entries, Optional<String> unreadable) {
    /**
     * One key with its value.
     *
     * @param key nested keys apart by a dot
     * @param value as etcd takes it; the items of a list apart by commas
     * @param indent what stands before the key
     * @param rest what follows the key, from the colon to the end of its last line
     */
    record Entry(
            String key, String value, String indent, String rest, int lineStart, int lineEnd) {}

    static YamlText of(String path, String text) {
        Source source = new Source(path, text);
        Problems problems = new Problems();
        Optional<Node> node = YamlReader.read(source, YamlReader.Dialect.VARIABLES, problems);
        if (node.isEmpty() || problems.hasErrors()) {
            return new YamlText(path, text, List.of(), Optional.of("it is not YAML"));
        }
        if (!(node.get() instanceof Node.Mapping mapping)) {
            return new YamlText(path, text, List.of(), Optional.of("it holds no keys"));
        }
        List<Entry> found = new ArrayList<>();
        if (!read(source, mapping, "", found)) {
            return new YamlText(
                    path,
                    text,
                    List.of(),
                    Optional.of("its keys do not stand on lines of their own"));
        }
        return new YamlText(path, text, List.copyOf(found), Optional.empty());
    }

    private static boolean read(
            Source source, Node.Mapping mapping, String prefix, List<Entry> found) {
        String text = source.text();
        for (Node.Entry each : mapping.entries()) {
            int keyStart = each.key().span().start();
            int lineStart = source.lineStart(source.line(keyStart));
            String indent = text.substring(lineStart, keyStart);
            if (!indent.isBlank()) {
                return false;
            }
            String key = prefix + each.key().text();
            if (each.value() instanceof Node.Mapping nested && key.endsWith("transport-security")) {
                if (!read(source, nested, key + ".", found)) {
                    return false;
                }
                continue;
            }
            int valueEnd = Math.max(each.key().span().end(), each.value().span().end());
            // A block's span may reach to the start of the line after it.
            while (valueEnd > keyStart && Character.isWhitespace(text.charAt(valueEnd - 1))) {
                valueEnd--;
            }
            int lineEnd = text.indexOf('\n', valueEnd);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd + 1;
            found.add(
                    new Entry(
                            key,
                            value(each.value()),
                            indent,
                            text.substring(each.key().span().end(), lineEnd),
                            lineStart,
                            lineEnd));
        }
        return true;
    }

    private static String value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence list ->
                    list.items().stream().map(YamlText::value).collect(Collectors.joining(","));
            case Node.Mapping mapping ->
                    mapping.entries().stream()
                            .map(e -> e.key().text() + "=" + value(e.value()))
                            .collect(Collectors.joining(","));
        };
    }

    /** A value as etcd's reader wants it: truths and numbers bare, all else in quotes. */
    static String scalar(String value) {
        if (value.matches("-?[0-9]+|true|false")) {
            return value;
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
