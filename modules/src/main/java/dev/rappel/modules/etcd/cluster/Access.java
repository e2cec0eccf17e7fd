package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.rpc.Credentials;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How members are reached; the same for all of a cluster, so that an inventory says it once. Every
 * module that speaks to members takes these arguments.
 *
 * @param unit the systemd unit of each member
 * @param endpoint where each member answers on its own host; empty to read it from the member's own
 *     configuration
 * @param cacert the file, on this machine, with the authority to trust; empty for the one that the
 *     member itself names
 * @param cert the client's certificate, on this machine; empty to use the member's own
 * @param key the client's key, on this machine
 * @param user whom to be for etcd; empty where authentication is off
 * @param password of {@code user}
 */
public record Access(
        @Doc("The systemd unit of the member.")
                @FromVariable(UNIT_VARIABLE)
                @Default("etcd")
                @Example("etcd-main")
                String unit,
        @Doc(
                        "Where each member answers on its own host; read from the member's"
                                + " configuration where it is not given.")
                @FromVariable("etcd_endpoint")
                @Example("https://127.0.0.1:2379")
                Optional<String> endpoint,
        @Doc(
                        "The authority of the members' certificates, a file on the machine that runs"
                                + " rappel; else the one in the member's configuration.")
                @FromVariable("etcd_client_cacert")
                @Example("/etc/ssl/etcd/ca.pem")
                Optional<Path> cacert,
        @Doc(
                        "The client's certificate, a file on the machine that runs rappel; else the"
                                + " member's own.")
                @FromVariable("etcd_client_cert")
                @Example("/etc/ssl/etcd/client.pem")
                Optional<Path> cert,
        @Doc("The key of `cert`: PKCS#8, PKCS#1 or SEC1, without a passphrase.")
                @FromVariable("etcd_client_key")
                @Example("/etc/ssl/etcd/client-key.pem")
                Optional<Path> key,
        @Doc("A user of etcd's with the role root; needed where authentication is on.")
                @FromVariable("etcd_auth_user")
                @Example("root")
                Optional<String> user,
        @Doc("The password of `user`.") @FromVariable("etcd_auth_password")
                Optional<Value.Secret> password) {
    /** The variable that names the unit, for modules that need no more than that. */
    public static final String UNIT_VARIABLE = "etcd_unit";

    /** Everything from the members' own configuration. */
    public static final Access OF_MEMBERS =
            new Access(
                    "etcd",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Access {
        if (unit.isBlank()) {
            throw new IllegalArgumentException("`unit` is empty");
        }
        if (cert.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("`cert` and `key` belong together");
        }
        if (password.isPresent() && user.isEmpty()) {
            throw new IllegalArgumentException("`password` needs `user`");
        }
    }

    /** Whom to be for etcd; empty where authentication is off. */
    public Optional<Credentials> credentials() {
        return user.map(name ->
                new Credentials(
                        name, password.orElseGet(() -> new Value.Secret(new Value.Text("")))));
    }
}
