package dev.rappel.engine.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What OpenSSH's own configuration says of one host, with all of its patterns and defaults applied.
 *
 * @param alias what was asked for
 * @param address where to connect
 * @param user who logs in
 * @param identityFiles private keys to try, in this order, whether they are there or not
 * @param certificateFiles certificates for these keys
 * @param identitiesOnly whether keys of the agent that are not among these files stay out
 * @param agent the agent's socket; empty for none
 * @param knownHosts the user's files, then the system's
 * @param userKnownHosts the user's files only; a new host goes into the first
 * @param strictness what to do with a host that is not known
 * @param hashKnownHosts whether a new host is written with its name hashed
 * @param hostKeyAlias the name by which the host's key is known, where it is another one
 * @param jumps hosts to go through, the first one first
 * @param proxyCommand another way to the host, which is not followed
 * @param connectTimeout how long one hop may take
 * @param aliveInterval how often to ask whether the host is still there
 * @param aliveCount after how many questions without an answer it is not
 */
record SshSettings(
        String alias,
        String address,
        int port,
        String user,
        List<Path> identityFiles,
        List<Path> certificateFiles,
        boolean identitiesOnly,
        Optional<Path> agent,
        List<Path> knownHosts,
        List<Path> userKnownHosts,
        Strictness strictness,
        boolean hashKnownHosts,
        Optional<String> hostKeyAlias,
        List<JumpHost> jumps,
        Optional<String> proxyCommand,
        Duration connectTimeout,
        Duration aliveInterval,
        int aliveCount) {
    /** What {@code StrictHostKeyChecking} allows. */
    enum Strictness {
        /** Only hosts that are known; also for {@code ask}, as nobody is there to answer. */
        STRICT,
        /** A host that was never seen is believed and written down. */
        ACCEPT_NEW,
        /** Any host is believed, but for revoked keys. */
        OFF
    }

    SshSettings {
        identityFiles = List.copyOf(identityFiles);
        certificateFiles = List.copyOf(certificateFiles);
        knownHosts = List.copyOf(knownHosts);
        userKnownHosts = List.copyOf(userKnownHosts);
        jumps = List.copyOf(jumps);
    }

    /** By what the host stands in {@code known_hosts}. */
    KnownHosts.HostName knownAs() {
        return hostKeyAlias
                .map(KnownHosts.HostName::alias)
                .orElseGet(() -> KnownHosts.HostName.of(address, port));
    }

    /** {@code user@address:port}. */
    String where() {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return user + "@" + host + ":" + port;
    }

    /** The words of a command line of ssh or its sisters that lead there. */
    String words() {
        return (port == 22 ? "" : "-p " + port + " ") + user + "@" + address;
    }
}
