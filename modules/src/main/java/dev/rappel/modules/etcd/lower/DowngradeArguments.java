package dev.rappel.modules.etcd.lower;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code etcd.downgrade} is given. */
public record DowngradeArguments(
        @Doc("The minor version to go down to; not needed to cancel.") @Example("\"3.6\"")
                Optional<Version> target,
        @Doc(
                        "`enabled`: the cluster has agreed and every member has brought its storage"
                                + " down. `finished`: all run the target and the cluster has ended"
                                + " it. `cancelled`: there is none.")
                @Default("enabled")
                State state,
        @Doc("How long to wait until it is so.") @Default("60s") @Example("2m") Duration timeout,
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
    public DowngradeArguments {
        AccessArguments.check(unit, cert, key, user, password);
        if (state != State.CANCELLED && target.isEmpty()) {
            throw new IllegalArgumentException("`target` is missing, such as 3.6");
        }
    }

    /** How far a downgrade is. */
    public enum State {
        ENABLED,
        FINISHED,
        CANCELLED
    }
}
