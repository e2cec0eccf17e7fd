package dev.rappel.modules.etcd.lead;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code etcd.leader} is given. */
public record LeaderArguments(
        @Doc("Prefer a member that runs this version already; the whole version or only its minor.")
                @Example("3.6.14")
                Optional<Version> toVersion,
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
    public LeaderArguments {
        AccessArguments.check(unit, cert, key, user, password);
    }
}
