package dev.rappel.modules.etcd.snapshot;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code etcd.snapshot} is given. */
public record SnapshotArguments(
        @Doc("The folder for it, on the machine that runs rappel; made where it is missing.")
                @Example("backups/prod")
                Path folder,
        @Doc("How many snapshots of this cluster to keep there, this one among them; 0 for all.")
                @Default("0")
                @Example("5")
                int keep,
        @Doc("How long it may take.") @Default("10m") @Example("30m") Duration timeout,
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
    public SnapshotArguments {
        AccessArguments.check(unit, cert, key, user, password);
        if (keep < 0) {
            throw new IllegalArgumentException("`keep` is less than nothing");
        }
    }
}
