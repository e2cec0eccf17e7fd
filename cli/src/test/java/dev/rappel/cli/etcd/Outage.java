package dev.rappel.cli.etcd;

import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time in which a member did not serve, as its unit's journal tells it.
 *
 * @param from when systemd began to stop it, in seconds since 1970
 * @param to when etcd said that it was ready again
 */
record Outage(String host, double from, double to) {
    private static final String LINES =
            """
            journalctl -u etcd --since "@$1" -o short-unix --no-pager |
              grep -E 'Stopping etcd|ready to serve client requests'
            """;

    /** All of a cluster since it was made, in their order. */
    static List<Outage> of(TestRoll roll) throws Failure, InterruptedException {
        List<Outage> all = new ArrayList<>();
        String since = Long.toString(roll.made().getEpochSecond());
        for (String host : roll.hosts()) {
            Optional<Double> stopped = Optional.empty();
            for (String line : roll.host(host).exec(LINES, since).out().lines().toList()) {
                double at = Double.parseDouble(line.substring(0, line.indexOf(' ')));
                if (line.contains("Stopping etcd")) {
                    stopped = stopped.or(() -> Optional.of(at));
                } else if (stopped.isPresent()) {
                    all.add(new Outage(host, stopped.get(), at));
                    stopped = Optional.empty();
                }
            }
        }
        all.sort(Comparator.comparingDouble(Outage::from));
        return all;
    }

    double seconds() {
        return to - from;
    }
}
