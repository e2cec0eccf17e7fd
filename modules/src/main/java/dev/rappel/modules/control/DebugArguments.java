package dev.rappel.modules.control;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.OnlyOne;
import dev.rappel.engine.value.Value;
import java.util.Optional;

/** What {@code debug} is given; Ansible's names where the meaning is Ansible's. */
@OnlyOne(
        value = {"msg", "var"},
        required = true)
public record DebugArguments(
        @Doc("A text, or any value, to show.") @Example("now at {{version}}") Optional<Value> msg,
        @Means(Meaning.EXPRESSION)
                @Doc("A variable or an expression whose value is shown.")
                @Example("size(groups['app'])")
                Optional<String> var,
        @Doc("Shown only with as many `-v`.") @Default("0") @Example("1") int verbosity) {

    public DebugArguments {
        if (verbosity < 0) {
            throw new IllegalArgumentException("`verbosity` is a number of `-v`: 0 or more");
        }
    }
}
