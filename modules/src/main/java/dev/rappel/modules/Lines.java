package dev.rappel.modules;

import dev.rappel.engine.module.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Reads what scripts print. */
public final class Lines {
    private static final int LAST = 20;

    private Lines() {}

    /** Lines of the form {@code name=value}; other lines are left out, a later name wins. */
    public static SequencedMap<String, String> pairs(Reply reply) {
        SequencedMap<String, String> pairs = new LinkedHashMap<>();
        reply.out()
                .lines()
                .forEach(line -> {
                    int at = line.indexOf('=');
                    if (at > 0) {
                        pairs.put(line.substring(0, at), line.substring(at + 1));
                    }
                });
        return pairs;
    }

    /** The last lines of all that was printed, errors after output, blank ones left out. */
    public static List<String> last(Reply reply) {
        List<String> lines =
                Stream.concat(reply.out().lines(), reply.err().lines())
                        .filter(l -> !l.isBlank())
                        .toList();
        return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
    }
}
