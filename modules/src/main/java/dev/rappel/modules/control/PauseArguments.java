package dev.rappel.modules.control;

import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.OnlyOne;
import java.time.Duration;
import java.util.Optional;

/** What {@code pause} is given; Ansible's names where the meaning is Ansible's. */
@OnlyOne({"seconds", "minutes"})
public record PauseArguments(
        @Doc("How long, in seconds.") @Example("30") Optional<Integer> seconds,
        @Doc("How long, in minutes.") @Example("5") Optional<Integer> minutes,
        @Doc(
                        "A question for the person at the terminal, who goes on with Enter. Without a"
                                + " time it waits until there is an answer, and needs a terminal.")
                @Example("Has the load moved away from {{inventory_hostname}}?")
                Optional<String> prompt) {

    private static final Duration LONGEST = Duration.ofDays(7);

    public PauseArguments {
        check("seconds", seconds.map(Duration::ofSeconds));
        check("minutes", minutes.map(Duration::ofMinutes));
    }

    private static void check(String name, Optional<Duration> time) {
        if (time.isPresent() && (time.get().isNegative() || time.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "`" + name + "` must be between 0 and as many as seven days have");
        }
    }

    /** How long, where a time is given. */
    Optional<Duration> time() {
        return seconds.map(Duration::ofSeconds).or(() -> minutes.map(Duration::ofMinutes));
    }

    /** Whether a person must answer: when asked to, and when there is nothing else to wait for. */
    boolean asks() {
        return prompt.isPresent() || time().isEmpty();
    }
}
