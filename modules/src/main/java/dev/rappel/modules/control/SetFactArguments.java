package dev.rappel.modules.control;

import dev.rappel.engine.module.AnyName;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Value;
import java.util.Map;

/** What {@code set_fact} is given: any names, each with its value. */
public record SetFactArguments(
        @AnyName @Default("{}") @Doc("The variables to set on the host, for the tasks that follow.")
                Map<String, Value> facts) {}
