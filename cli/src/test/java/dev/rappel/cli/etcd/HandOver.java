package dev.rappel.cli.etcd;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.MemberStatus;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.load.LoadSpec;
import java.time.Duration;
import java.util.List;

/** What clients pay when leadership is handed over and nothing else is done: etcd's own price. */
final class HandOver {
    private static final int TIMES = 3;
    private static final Duration BEFORE = Duration.ofMillis(700);
    private static final Duration AFTER = Duration.ofMillis(1500);

    private HandOver() {}

    /**
     * How many calls of such a load fail at most, tried a few times. Each of its threads has one
     * call open at any moment, so fewer than that would be luck.
     */
    static long cost(TestRoll roll, LoadSpec load) throws Failure, InterruptedException {
        long most = (long) load.writers() + load.readers();
        for (int i = 0; i < TIMES; i++) {
            try (LoadClient client = LoadClient.start(load.prefix("hand-over-" + i + "/"))) {
                Thread.sleep(BEFORE);
                String from = roll.leader();
                List<String> others =
                        roll.cluster().status().members().stream()
                                .map(MemberStatus::member)
                                .map(m -> m.name())
                                .filter(name -> !name.equals(from))
                                .toList();
                roll.lead(others.get(i % others.size()));
                Thread.sleep(AFTER);
                LoadReport report = client.stop();
                most = Math.max(most, report.writes().failed() + report.reads().failed());
            }
        }
        return most;
    }
}
