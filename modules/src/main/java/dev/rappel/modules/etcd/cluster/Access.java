package dev.rappel.modules.etcd.cluster;

import dev.rappel.modules.etcd.rpc.Credentials;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How members are reached; the same for all of a cluster.
 *
 * @param unit the systemd unit of each member
 * @param endpoint where each member answers on its own host; empty to read it from the member's own
 *     configuration
 * @param cacert the file, on this machine, with the authority to trust; empty for the one that the
 *     member itself names
 * @param cert the client's certificate, on this machine; empty to use the member's own
 * @param key the client's key, on this machine
 * @param user whom to be for etcd; empty where authentication is off
 */
public record Access(
        String unit,
        Optional<String> endpoint,
        Optional<Path> cacert,
        Optional<Path> cert,
        Optional<Path> key,
        Optional<Credentials> user) {
    /** Everything from the members' own configuration. */
    public static final Access OF_MEMBERS =
            new Access(
                    "etcd",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
