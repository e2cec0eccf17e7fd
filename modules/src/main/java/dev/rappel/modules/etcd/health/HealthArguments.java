package dev.rappel.modules.etcd.health;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code etcd.health} is given. */
public record HealthArguments(
        @Doc(
                        "How long to wait until nothing is wrong any more; without a time, what is wrong"
                                + " stops the run, and a plan is blocked by it.")
                @Default("0s")
                @Example("60s")
                Duration timeout,
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
    public HealthArguments {
        AccessArguments.check(unit, cert, key, user, password);
    }
}
