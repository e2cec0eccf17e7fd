package dev.rappel.cli.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.Size;
import dev.rappel.lab.cluster.Restart;
import java.time.Duration;

/** Words of the lab's command line that stand for values. */
final class Words {
    private Words() {}

    static long bytes(String option, String text) throws Failure {
        return Size.parse(text)
                .orElseThrow(() -> wrong(option, text, "a size", "200MB or 1GiB"))
                .bytes();
    }

    static Duration time(String option, String text) throws Failure {
        return Durations.parse(text)
                .orElseThrow(() -> wrong(option, text, "a time", "500ms, 30s or 5m"));
    }

    static Restart restart(String text) throws Failure {
        return switch (text) {
            case "always" -> Restart.ALWAYS;
            case "on-failure" -> Restart.ON_FAILURE;
            default -> throw wrong("--restart", text, "known", "always or on-failure");
        };
    }

    private static Failure wrong(String option, String text, String what, String examples) {
        return Failure.of(Failure.Kind.USAGE, option + ": '" + text + "' is not " + what)
                .help("write " + examples);
    }
}
