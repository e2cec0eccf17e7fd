package dev.rappel.modules.etcd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads flags as etcd's own parser does: {@code -f v}, {@code --f v}, {@code --f=v}, bare truths.
 */
final class CommandLine {
    /** Flags without a value, in any version; all others take the next word. */
    private final Set<String> bools;

    CommandLine(Map<String, Options.Option> flags) {
        bools =
                flags.entrySet().stream()
                        .filter(e -> e.getValue().type().equals("bool"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** The flags of words that stand in a file. */
    List<Setting> read(String path, String text, List<Word> words, boolean literal) {
        List<Setting> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            String value = word.value();
            if (!value.startsWith("-") || value.equals("-") || value.equals("--")) {
                break;
            }
            String flag = value.replaceFirst("^--?", "");
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            int end = word.end();
            String given;
            String raw;
            if (equals >= 0) {
                given = flag.substring(equals + 1);
                raw = rawAfterEquals(text, word, given);
            } else if (bools.contains(name) || i + 1 == words.size()) {
                given = "true";
                raw = "";
            } else {
                Word next = words.get(++i);
                given = next.value();
                raw = text.substring(next.start(), next.end());
                end = next.end();
            }
            found.add(
                    new Setting(
                            name,
                            given,
                            Setting.Form.FLAG,
                            new Place.Flag(path, text, word.start(), end, raw, literal)));
        }
        return found;
    }

    private static String rawAfterEquals(String text, Word word, String value) {
        String whole = text.substring(word.start(), word.end());
        if (word.bare() || whole.startsWith("-")) {
            return whole.substring(whole.indexOf('=') + 1);
        }
        return Words.quoted(value);
    }

    /** The flags of a running process. */
    List<Setting> read(List<String> arguments, String path) {
        List<Setting> found = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String value = arguments.get(i);
            if (!value.startsWith("-")) {
                break;
            }
            String flag = value.replaceFirst("^--?", "");
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            Optional<String> next =
                    equals < 0 && !bools.contains(name) && i + 1 < arguments.size()
                            ? Optional.of(arguments.get(++i))
                            : Optional.empty();
            String given = equals >= 0 ? flag.substring(equals + 1) : next.orElse("true");
            found.add(new Setting(name, given, Setting.Form.FLAG, new Place.Running(path)));
        }
        return found;
    }
}
