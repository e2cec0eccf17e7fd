package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.rpc.Credentials;
import java.nio.file.Path;
import java.util.Optional;

/** The arguments that every module of etcd takes, to reach the members. */
public interface AccessArguments {
    String UNIT = "The systemd unit of the member.";
    String ENDPOINT =
            "Where each member answers on its own host; read from the member's configuration where"
                    + " it is not given.";
    String CACERT =
            "The authority of the members' certificates, a file on the machine that runs rappel;"
                    + " else the one in the member's configuration.";
    String CERT =
            "The client's certificate, a file on the machine that runs rappel; else the member's"
                    + " own.";
    String KEY = "The key of `cert`: PKCS#8, PKCS#1 or SEC1, without a passphrase.";
    String USER = "A user of etcd's with the role root; needed where authentication is on.";
    String PASSWORD = "The password of `user`.";

    // The way to the members belongs to the cluster: an inventory says it once, for all tasks.
    String UNIT_VARIABLE = "etcd_unit";
    String ENDPOINT_VARIABLE = "etcd_endpoint";
    String CACERT_VARIABLE = "etcd_client_cacert";
    String CERT_VARIABLE = "etcd_client_cert";
    String KEY_VARIABLE = "etcd_client_key";
    String USER_VARIABLE = "etcd_auth_user";
    String PASSWORD_VARIABLE = "etcd_auth_password";

    String unit();

    Optional<String> endpoint();

    Optional<Path> cacert();

    Optional<Path> cert();

    Optional<Path> key();

    Optional<String> user();

    Optional<Value.Secret> password();

    /** All of them together. */
    default Access access() {
        return new Access(
                unit(),
                endpoint(),
                cacert(),
                cert(),
                key(),
                user().map(name ->
                        new Credentials(
                                name,
                                password().orElseGet(() -> new Value.Secret(new Value.Text(""))))));
    }

    /**
     * For a record's constructor.
     *
     * @throws IllegalArgumentException when half of what belongs together is missing
     */
    static void check(AccessArguments given) {
        check(given.unit(), given.cert(), given.key(), given.user(), given.password());
    }

    /** The same, for a record's compact constructor, which has no record yet. */
    static void check(
            String unit,
            Optional<Path> cert,
            Optional<Path> key,
            Optional<String> user,
            Optional<Value.Secret> password) {
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
}
