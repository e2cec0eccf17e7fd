package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Value;

/**
 * A variable as one place defines it.
 *
 * @param value what it is; a password's is always secret, wherever it is defined
 * @param span where its name stands, so that a diagnostic can point to the definition
 */
public record Variable(String name, Value value, Span span) {
    public Variable {
        value = SecretNames.guard(name, value);
    }
}
