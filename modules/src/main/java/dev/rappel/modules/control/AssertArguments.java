package dev.rappel.modules.control;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import java.util.List;
import java.util.Optional;

/** What {@code assert} is given; Ansible's names where the meaning is Ansible's. */
public record AssertArguments(
        @Means(Meaning.CONDITION)
                @Doc("Conditions that must all be true.")
                @Example("[\"port > 1024\", \"size(groups['app']) >= 3\"]")
                List<String> that,
        @Doc("What to say when one is not.") @Example("port {{port}} is reserved")
                Optional<String> failMsg,
        @Doc("What to say when all are.") @Example("all well") Optional<String> successMsg) {}
