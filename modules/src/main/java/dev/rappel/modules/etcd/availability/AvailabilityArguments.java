package dev.rappel.modules.etcd.availability;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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
        @Doc(UNIT) @FromVariable(UNIT_VARIABLE) @Default("etcd") @Example("etcd-main") String unit,
        @Doc(ENDPOINT) @FromVariable(ENDPOINT_VARIABLE) @Example("https://127.0.0.1:2379")
                Optional<String> endpoint,
        @Doc(CACERT) @FromVariable(CACERT_VARIABLE) @Example("/etc/ssl/etcd/ca.pem")
                Optional<Path> cacert,
        @Doc(CERT) @FromVariable(CERT_VARIABLE) @Example("/etc/ssl/etcd/client.pem")
                Optional<Path> cert,
        @Doc(KEY) @FromVariable(KEY_VARIABLE) @Example("/etc/ssl/etcd/client-key.pem")
                Optional<Path> key,
        @Doc(USER) @FromVariable(USER_VARIABLE) @Example("root") Optional<String> user,
        @Doc(PASSWORD) @FromVariable(PASSWORD_VARIABLE) Optional<Value.Secret> password)
        implements AccessArguments {

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    public AvailabilityArguments {
        AccessArguments.check(unit, cert, key, user, password);
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
