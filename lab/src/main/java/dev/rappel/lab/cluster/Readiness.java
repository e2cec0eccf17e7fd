package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.EtcdVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When a member is up: its unit is active and etcd answers at its client URL with its version (with
 * any, where none is asked for). etcd opens that URL only after it has published itself through
 * raft, so then it also has a leader.
 *
 * @param patience for each member, from the moment that it is waited for
 */
record Readiness(Optional<EtcdVersion> version, Tls tls, Duration patience) {
    /** Waits for all of them side by side. */
    void await(List<Seat> seats, Progress.Step step) throws Failure, InterruptedException {
        AtomicInteger ready = new AtomicInteger();
        Each.of(
                seats,
                seat -> {
                    await(seat);
                    step.now(ready.incrementAndGet() + " of " + seats.size() + " answer");
                    return seat;
                });
    }

    /**
     * @throws Failure with the journal's last lines when the unit fails or the time is over
     */
    void await(Seat seat) throws Failure, InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add(seat.member().clientUrl());
        arguments.add("\"etcdserver\":" + version.map(v -> "\"" + v + "\"").orElse(""));
        arguments.add(Long.toString(patience.toSeconds()));
        arguments.addAll(Access.curl(tls));
        LocalCommand.Result result = seat.run(HostScript.AWAIT, patience, arguments);
        if (!result.ok()) {
            throw Failure.of(
                            Failure.Kind.FAILED,
                            "etcd on " + seat.host().name() + " did not come up")
                    .why(
                            result.status() == 3
                                    ? "its unit fails, again and again"
                                    : "no answer%s within %d s; %s"
                                            .formatted(
                                                    version.map(v -> " with version " + v)
                                                            .orElse(""),
                                                    patience.toSeconds(),
                                                    String.join(" ", result.lastLines(1))))
                    .evidence(seat.journal());
        }
    }
}
