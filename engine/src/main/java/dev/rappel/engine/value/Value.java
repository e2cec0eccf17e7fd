package dev.rappel.engine.value;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A value of a variable, an argument or a fact.
 *
 * <p>Numbers and booleans keep how they were <em>written</em>, because a file that says {@code
 * 3.10} may mean a version and one that says {@code no} may mean a word: text made from a value
 * uses {@link Scalar#written}, a comparison uses the number.
 */
public sealed interface Value {
    /** A value that can stand in the middle of a text. */
    sealed interface Scalar extends Value
            permits Text, Whole, Decimal, Bool, Time, Version, Size, FileMode {
        /** The characters as the user wrote them, without quotes. */
        String written();
    }

    record Text(String text) implements Scalar {
        @Override
        public String written() {
            return text;
        }
    }

    record Whole(long number, String written) implements Scalar {
        public Whole(long number) {
            this(number, Long.toString(number));
        }
    }

    record Decimal(double number, String written) implements Scalar {
        public Decimal(double number) {
            this(number, Double.toString(number));
        }
    }

    record Bool(boolean truth, String written) implements Scalar {
        public Bool(boolean truth) {
            this(truth, Boolean.toString(truth));
        }
    }

    /** A length of time: {@code 90s}, {@code 1m30s}. */
    record Time(Duration duration, String written) implements Scalar {
        public Time(Duration duration) {
            this(duration, Durations.print(duration));
        }
    }

    /** A list. */
    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping from names to values, in the order of the file. */
    record Fields(SequencedMap<String, Value> fields) implements Value {
        public Fields {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    /** What YAML writes as {@code null}, {@code ~} or nothing at all. */
    record Nothing() implements Value {}

    /**
     * A value that must not be seen. It prints as {@value #MASK} wherever it is printed; only code
     * that sends it to where it belongs asks for {@link #reveal}.
     */
    final class Secret implements Value {
        public static final String MASK = "••••••";

        private final Value hidden;

        public Secret(Value hidden) {
            this.hidden = hidden instanceof Secret secret ? secret.hidden : hidden;
        }

        public Value reveal() {
            return hidden;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Secret secret && secret.hidden.equals(hidden);
        }

        @Override
        public int hashCode() {
            return hidden.hashCode();
        }

        @Override
        public String toString() {
            return MASK;
        }
    }
}
