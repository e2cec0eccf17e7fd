package dev.rappel.modules.control;

import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.OnlyOne;
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
                Optional<String> prompt) {}
