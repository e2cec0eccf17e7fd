package dev.rappel.engine.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The type that a place expects or a name has; values are decoded and expressions checked by it.
 */
public sealed interface Type {
    enum Simple implements Type {
        TEXT,
        WHOLE,
        DECIMAL,
        BOOL,
        /** {@code 3.6.14}: numbers between dots, compared part by part, never a decimal. */
        VERSION,
        /**
         * {@code 90s}, {@code 1m30s}; a bare number is refused, because nobody can see its unit.
         */
        DURATION,
        /** {@code 25MB}, {@code 4GiB}; in bytes. */
        SIZE,
        /** Permission bits, written in octal ({@code 0644}) or symbolic. */
        MODE,
        PATH,
        NOTHING,
        /** Not known before it is seen; checks on it wait until then. */
        ANY
    }

    record Items(Type of) implements Type {}

    /** Any names, all values of one type. */
    record Table(Type of) implements Type {}

    /** Known names; an open one may have more, of which nothing is known. */
    record Fields(SequencedMap<String, Type> fields, boolean open) implements Type {
        public Fields {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    /** One of a few words. */
    record Choice(List<String> words) implements Type {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** Masked wherever it is printed. */
    record Secret(Type of) implements Type {}
}
