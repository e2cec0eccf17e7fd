package dev.rappel.modules.etcd.availability;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.modules.etcd.cluster.Access;
import java.time.Duration;

/** What {@code etcd.availability} is given. */
public record AvailabilityArguments(
        @Doc("`watched`: from now to the end of the run.") @Default("watched") State state,
        @Doc(
                        "How long to wait after each answer of a member before it is asked again;"
                                + " members are asked side by side.")
                @Default("25ms")
                @Example("100ms")
                Duration every,
        @Doc("Whether to write too, to `write_key` alone.") @Default("false") @Example("true")
                boolean writes,
        @Doc("The key that is written to; it is left behind, so nobody else may use it.")
                @Default("rappel/availability")
                @Example("ops/probe")
                String writeKey,
        @Included Access access) {

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    public AvailabilityArguments {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("`every` is between 5ms and 10s");
        }
        if (writeKey.isEmpty()) {
            throw new IllegalArgumentException("`write_key` is empty");
        }
    }

    /** What can be had. */
    public enum State {
        WATCHED
    }
}
