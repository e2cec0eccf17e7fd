package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Says why a host cannot be connected to, and what mends it.
 *
 * @param name the host's name in the inventory
 * @param jump the host that is gone through, if any
 * @param arguments words for ssh that lead there
 */
record Unreachable(
        String name, SshSettings settings, Optional<String> jump, List<String> arguments) {
    private Failure failure() {
        return Failure.of(
                Failure.Kind.UNREACHABLE,
                "cannot connect to "
                        + name
                        + " ("
                        + settings.where()
                        + jump.map(j -> ", through " + j).orElse("")
                        + ")");
    }

    /** A command that shows the same with OpenSSH. */
    private String byHand() {
        List<String> words = new ArrayList<>(List.of("ssh"));
        for (String argument : arguments) {
            words.add(quoted(argument));
        }
        if (settings.port() != 22) {
            words.add("-p");
            words.add(Integer.toString(settings.port()));
        }
        // The alias, because the configuration may hang on it.
        words.add(settings.user() + "@" + settings.alias());
        return String.join(" ", words);
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./~-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }

    Failure proxyCommand(String command) {
        return failure()
                .why("the ssh configuration goes there with a command of its own: " + command)
                .help(
                        "say it with ProxyJump instead; of ProxyCommand only"
                                + " \"ssh -W %h:%p HOST\" is followed");
    }

    Failure unresolved() {
        return failure()
                .why("the name " + settings.address() + " has no address")
                .help(
                        "getent hosts "
                                + settings.address()
                                + " must find one; or set ansible_host to the address");
    }

    Failure refused() {
        return failure()
                .why("connection refused: nothing listens on port " + settings.port() + " there")
                .help("is sshd running, and is it this port (ansible_port)? Try: " + byHand());
    }

    Failure noAnswer(Duration limit) {
        return failure()
                .why(
                        "no answer within "
                                + seconds(limit)
                                + ": the host is down, or a firewall drops what is sent")
                .help("is " + settings.address() + " the right address? Try: " + byHand());
    }

    Failure noRoute(String reason) {
        return failure()
                .why(reason)
                .help("ip route get " + settings.address() + " shows the way that is tried");
    }

    Failure silent(Duration limit) {
        return failure()
                .why(
                        "the port answers, but nothing follows within "
                                + seconds(limit)
                                + ": the host hangs, is overloaded, or this is not SSH")
                .help("look at the host's console; try: " + byHand());
    }

    Failure slowLogin(Duration limit) {
        return failure()
                .why("the login did not end within " + seconds(limit))
                .help(
                        "is the agent waiting for a confirmation, or the host for a name server?"
                                + " Try: "
                                + byHand());
    }

    /** The other side hung up before it greeted. */
    Failure closed(String words) {
        Failure failure =
                words.isEmpty()
                        ? failure().why("the other side closed the connection at once")
                        : failure().why("the other side closed the connection: " + words);
        return failure.help(
                "sshd does so when too many log in at once (MaxStartups) or after failed logins"
                        + " (PerSourcePenalties): wait a minute; its journal says which");
    }

    Failure notSsh(String words) {
        return failure()
                .why("what answers there is not SSH; it says: " + words)
                .help("check port " + settings.port() + " (ansible_port)");
    }

    Failure handshake(String reason) {
        return failure()
                .why("no agreement on how to talk: " + reason)
                .help(
                        "the host's sshd must offer curve25519-sha256 or ecdh-sha2-nistp256, and an"
                                + " AES cipher; see KexAlgorithms and Ciphers in its sshd_config");
    }

    Failure broke(String reason) {
        return failure().why("the connection broke: " + reason).help("try: " + byHand());
    }

    Failure notThrough(String reason) {
        return failure()
                .why(jump.orElse("the jump host") + " does not get there: " + reason)
                .help(
                        reason.contains("prohibited")
                                ? "AllowTcpForwarding must be yes in the sshd_config of the jump host"
                                : "on the jump host, port "
                                        + settings.port()
                                        + " of "
                                        + settings.address()
                                        + " must be reachable");
    }

    /** A jump host itself cannot be reached. */
    static Failure jumpFailed(String name, String jump, Failure failure) {
        return Failure.of(
                        Failure.Kind.UNREACHABLE,
                        "cannot connect to " + name + ": its jump host " + jump + " lets nobody by")
                .why(failure.getMessage() == null ? failure.what() : failure.getMessage())
                .help(failure.help())
                .evidence(failure.evidence())
                .cause(failure);
    }

    Failure changed(Blob shown, List<KnownHost> known) {
        List<String> evidence = new ArrayList<>();
        evidence.add("shown:    " + shown);
        for (KnownHost line : known) {
            evidence.add("expected: " + line.key() + "  (" + line.at() + ")");
        }
        KnownHost first =
                known.stream()
                        .filter(l -> Optional.of(l.type()).equals(shown.type()))
                        .findFirst()
                        .orElse(known.get(0));
        return failure()
                .why(
                        "its host key is not the known one: it shows "
                                + shown.fingerprint()
                                + ", but "
                                + first.at()
                                + " has "
                                + first.key().fingerprint())
                .help(
                        "if the host was installed anew: ssh-keygen -R "
                                + quoted(nameIn(first))
                                + " -f "
                                + quoted(first.file().toString())
                                + "; then "
                                + learn(shown)
                                + ". If not, somebody may be in between")
                .evidence(evidence);
    }

    /** The name under which ssh-keygen finds the line. */
    private String nameIn(KnownHost line) {
        KnownHosts.HostName host = settings.knownAs();
        return line.isFor(host.withPort()) ? host.withPort() : host.name();
    }

    Failure unknown(Blob shown) {
        List<Path> files = settings.knownHosts();
        return failure()
                .why(
                        "its host key is not known: no line for "
                                + settings.knownAs().withPort()
                                + " in "
                                + (files.isEmpty() ? "any file" : join(files)))
                .help(
                        "if "
                                + shown.fingerprint()
                                + " is the right one (ssh-keygen -lf /etc/ssh/ssh_host_"
                                + shortType(shown)
                                + "_key.pub on the host): "
                                + learn(shown))
                .evidence(List.of("shown: " + shown));
    }

    /** The command that writes a host's key down. */
    private String learn(Blob shown) {
        if (jump.isPresent()
                || settings.hostKeyAlias().isPresent()
                || settings.userKnownHosts().isEmpty()) {
            return byHand() + " once, and answer yes";
        }
        return "ssh-keyscan -t "
                + shortType(shown)
                + (settings.port() == 22 ? " " : " -p " + settings.port() + " ")
                + settings.address()
                + " >> "
                + quoted(settings.userKnownHosts().get(0).toString());
    }

    private static String shortType(Blob key) {
        String type = key.type().orElse("");
        return type.startsWith("ecdsa") ? "ecdsa" : type.equals("ssh-rsa") ? "rsa" : "ed25519";
    }

    private static String join(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }

    Failure revoked(Blob shown, KnownHost by) {
        return failure()
                .why("its host key " + shown.fingerprint() + " is revoked by " + by.at())
                .help("give the host a new key; a revoked one is never accepted")
                .evidence(List.of("shown: " + shown));
    }

    /**
     * The host does not let the user in.
     *
     * @param tried what was offered
     * @param allowed the methods that the host allows
     * @param partly whether something was accepted, but more is wanted
     */
    Failure denied(List<String> tried, Collection<String> allowed, Keyring keys, boolean partly) {
        List<String> evidence = new ArrayList<>();
        tried.forEach(t -> evidence.add("refused: " + t));
        keys.locked().forEach(f -> evidence.add("needs a passphrase: " + f));
        evidence.addAll(keys.notes());
        String why =
                tried.isEmpty()
                        ? "there is no key to log in with as " + settings.user()
                        : "user "
                                + settings.user()
                                + " is refused with "
                                + String.join(", ", tried);
        if (partly) {
            why += "; the host accepts that, but wants a second proof";
        } else if (!allowed.isEmpty()) {
            why += "; the host allows " + String.join(", ", allowed);
        }
        for (String note : keys.notes()) {
            why += "; " + note;
        }
        return failure().why(why).help(mendLogin(keys)).evidence(evidence);
    }

    private String mendLogin(Keyring keys) {
        if (!keys.locked().isEmpty()) {
            return "ssh-add " + quoted(keys.locked().get(0).toString());
        }
        Optional<Path> key = settings.identityFiles().stream().filter(Files::exists).findFirst();
        if (key.isEmpty()) {
            return settings.identityFiles().size() == 1
                    ? "name a key that is there: ansible_ssh_private_key_file"
                    : "name a key with ansible_ssh_private_key_file, or make one: ssh-keygen -t"
                            + " ed25519";
        }
        List<String> words = new ArrayList<>(List.of("ssh-copy-id", "-i", key.get().toString()));
        if (settings.port() != 22) {
            words.addAll(List.of("-p", Integer.toString(settings.port())));
        }
        jump.ifPresent(j -> words.addAll(List.of("-o", "ProxyJump=" + j)));
        words.add(settings.user() + "@" + settings.address());
        return String.join(" ", words.stream().map(Unreachable::quoted).toList())
                + ", or another user: ansible_user";
    }

    private static String seconds(Duration time) {
        return Math.max(1, time.toSeconds()) + " s";
    }
}
