package dev.rappel.modules.etcd.preflight;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code etcd.preflight} is given. */
public record PreflightArguments(
        @Doc(
                        "The version to go to: a whole one, whose patch is looked at too, or only a"
                                + " minor.")
                @Example("3.6.14")
                Version to,
        @Doc("The minor that the members run today; where it is not given, whatever they" + " run.")
                @Example("\"3.7\"")
                Optional<Version> from,
        @Doc(
                        "The release to be installed, a `.tar.gz` on this machine: its programs"
                                + " must be for the machines of the hosts.")
                @Example("etcd-v3.6.14-linux-amd64.tar.gz")
                @Means(Meaning.FILE)
                Optional<String> archive,
        @Doc("Whether members without a vote may take part.") @Default("false") @Example("true")
                boolean allowLearners,
        @Doc("Whether patch releases with known faults may take part; to try things out.")
                @Default("false")
                @Example("true")
                boolean anyPatch,
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
    public PreflightArguments {
        AccessArguments.check(unit, cert, key, user, password);
        if (to.parts().size() < 2) {
            throw new IllegalArgumentException("`to` is a version such as 3.6.14 or 3.6");
        }
        if (from.isPresent() && from.get().parts().size() < 2) {
            throw new IllegalArgumentException("`from` is a minor version such as 3.7");
        }
    }
}
