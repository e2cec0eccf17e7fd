package dev.rappel.engine.value;

import dev.rappel.engine.text.Diagnostic;
import java.util.Collections;
import java.util.SequencedSet;
import java.util.TreeSet;

/** What comes of an expression or a template when its names are given values. */
public sealed interface Outcome {
    record Known(Value value) implements Outcome {}

    /**
     * Cannot be told yet.
     *
     * @param names the names without which it cannot be told, sorted
     */
    record Unknown(SequencedSet<String> names) implements Outcome {
        public Unknown {
            names = Collections.unmodifiableSequencedSet(new TreeSet<>(names));
        }
    }

    /** It has no value: a key is missing, a number was divided by zero. */
    record Failed(Diagnostic diagnostic) implements Outcome {}
}
