package dev.rappel.modules.etcd.health;

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

/** What {@code etcd.verify} is given. */
public record VerifyArguments(
        @Doc("What every member must run; the whole version or only its minor.") @Example("3.6.14")
                Version version,
        @Doc("The number of keys that there must be at least.") @Default("0") @Example("10000")
                long keys,
        @Doc(
                        "The members that there must be and no others: their ids in hexadecimal, commas"
                                + " between them, as the result of etcd.health has them.")
                @Example("\"{{health.ids}}\"")
                Optional<String> members,
        @Doc("How long to wait until nothing is wrong any more.") @Default("60s") @Example("2m")
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
    public VerifyArguments {
        AccessArguments.check(unit, cert, key, user, password);
    }
}
