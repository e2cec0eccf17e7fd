package dev.rappel.modules.etcd.config;

import dev.rappel.modules.etcd.version.Minor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the last release of a minor can be told.
 *
 * @param flags by name: default and type
 * @param keys the top keys of the configuration file
 * @param flagOfKey the flag that a nested or differently spelled key stands for
 */
record Options(
        Minor minor, Map<String, Option> flags, Set<String> keys, Map<String, String> flagOfKey) {

    record Option(String byDefault, String type) {}

    static boolean isKnown(Minor minor) {
        return Options.class.getResource("options-" + minor + ".tsv") != null;
    }

    static Options of(Minor minor) {
        Map<String, Option> flags = new HashMap<>();
        Set<String> keys = new HashSet<>();
        Map<String, String> flagOfKey = new HashMap<>();
        for (String[] row : Table.rows("options-" + minor + ".tsv", 4)) {
            switch (row[0]) {
                case "nested" -> flagOfKey.put(row[1], row[2]);
                case "file" -> keys.add(row[1]);
                case "flag" -> flags.put(row[1], new Option(row[2], row[3]));
                default -> {
                    flags.put(row[1], new Option(row[2], row[3]));
                    keys.add(row[1]);
                }
            }
        }
        return new Options(minor, Map.copyOf(flags), Set.copyOf(keys), Map.copyOf(flagOfKey));
    }

    boolean knowsFlag(String name) {
        return flags.containsKey(name);
    }

    boolean isBool(String name) {
        return Optional.ofNullable(flags.get(name)).map(o -> o.type().equals("bool")).orElse(false);
    }

    /** Whether saying this is as good as saying nothing. */
    boolean isDefault(String name, String value) {
        String byDefault = Optional.ofNullable(flags.get(name)).map(Option::byDefault).orElse("");
        return value.isEmpty()
                || value.equals(byDefault)
                || (byDefault.isEmpty() && value.equals("false"));
    }

    /** The flag that a key of the configuration file stands for. */
    String flagOf(String key) {
        return flagOfKey.getOrDefault(key, key);
    }

    /** The key for a flag; empty where the configuration file has none. */
    Optional<String> keyOf(String flag) {
        if (keys.contains(flag)) {
            return Optional.of(flag);
        }
        return flagOfKey.entrySet().stream()
                .filter(e -> e.getValue().equals(flag))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
