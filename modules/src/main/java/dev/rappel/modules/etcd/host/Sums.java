package dev.rappel.modules.etcd.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What programs on hosts were found to be, by machine, file, size and time of change: reading 75 MB
 * again for every task would take longer than the rest of a roll. Lives as long as one command.
 */
final class Sums {
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** One line for each file: what tells it apart, its SHA-256 and its version. */
    String text() {
        return known.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("\n"));
    }

    void learn(String file, String sha256, String version) {
        if (!file.isEmpty() && !sha256.isEmpty()) {
            known.put(file, sha256 + " " + version);
        }
    }
}
