package dev.rappel.modules.etcd.cluster;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Something that is not as it must be.
 *
 * @param who the host or member; {@code the cluster} for what is no one's alone
 * @param seen what was seen, in words that follow {@code who:}
 * @param help what to do about it
 */
public record Finding(String who, String seen, String help) {
    /**
     * All in one line; what is the same of several is said once, with all their names before it.
     */
    public static String seen(List<Finding> findings) {
        SequencedMap<String, SequencedSet<String>> alike = new LinkedHashMap<>();
        findings.forEach(f -> alike.computeIfAbsent(f.seen, _ -> new LinkedHashSet<>()).add(f.who));
        return alike.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
                .collect(Collectors.joining("; "));
    }

    /** What to do, each thing once. */
    public static String help(List<Finding> findings) {
        return findings.stream()
                .map(Finding::help)
                .filter(h -> !h.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
