package dev.rappel.engine.module;

import dev.rappel.engine.value.Type;
import java.util.Optional;

/**
 * One argument of a module: what messages, checks, the reference and the JSON Schema know of it.
 *
 * @param name as users write it, in snake_case
 * @param type what its value must be
 * @param meaning what the engine takes it for
 * @param required whether every task must give it
 * @param byDefault the value it has when it is not given, as a user would write it
 * @param doc one or two sentences, with the unit where there is one
 * @param example a value as a user would write it
 * @param variable the variable that gives the value where a task does not, and the variable is
 *     defined
 */
public record Argument(
        String name,
        Type type,
        Meaning meaning,
        boolean required,
        Optional<String> byDefault,
        String doc,
        Optional<String> example,
        Optional<String> variable) {}
