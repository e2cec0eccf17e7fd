package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import java.time.Duration;
import java.util.List;

/** A member and the host it lives on. */
record Seat(Member member, Host host) {
    /** Runs a script that may itself take that long. */
    LocalCommand.Result run(String script, Duration patience, List<String> arguments)
            throws Failure, InterruptedException {
        return host.script(script, arguments.toArray(String[]::new))
                .within(patience.plusSeconds(30))
                .run();
    }

    /** Runs a script that reads these bytes. */
    LocalCommand.Result expect(String what, String script, byte[] input, List<String> arguments)
            throws Failure, InterruptedException {
        return check(
                what, host.script(script, arguments.toArray(String[]::new)).input(input).run());
    }

    /** Runs a script on the host as root and expects it to succeed. */
    LocalCommand.Result expect(String what, String script, String... arguments)
            throws Failure, InterruptedException {
        return check(what, host.exec(script, arguments));
    }

    private LocalCommand.Result check(String what, LocalCommand.Result result) throws Failure {
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, host.name() + ": " + what + " failed")
                    .why("exit status " + result.status())
                    .evidence(result.lastLines(20));
        }
        return result;
    }

    /** What the unit's journal says of why etcd is not up. */
    List<String> journal() throws InterruptedException {
        try {
            return Journal.telling(host.exec(HostScript.JOURNAL).out().lines().toList(), 12);
        } catch (Failure e) {
            return List.of("the journal cannot be read: " + e.getMessage());
        }
    }
}
