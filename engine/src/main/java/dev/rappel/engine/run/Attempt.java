package dev.rappel.engine.run;

import dev.rappel.engine.module.Module;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.Optional;

/** What came of doing one turn of a task once. */
sealed interface Attempt {
    /**
     * @param result what {@code register} gets
     * @param facts what it published and set, by name
     */
    record Well(
            Value.Fields result,
            boolean changed,
            Value.Fields facts,
            Optional<Module.Message> message)
            implements Attempt {}

    /**
     * @param again whether another try may have more luck; never where a guard said no
     */
    record Failed(Failure failure, boolean again) implements Attempt {}
}
