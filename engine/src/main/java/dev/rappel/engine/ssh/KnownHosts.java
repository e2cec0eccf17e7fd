package dev.rappel.engine.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the {@code known_hosts} files say, read as OpenSSH reads them. Immutable, for all threads.
 *
 * <p>SSHJ has such a thing too; it passes over {@code @revoked}, takes a negation for "every other
 * host", and is not safe for several threads.
 */
final class KnownHosts {
    /** What the files say of a key that a host shows. */
    sealed interface Verdict {
        record Trusted(KnownHost by) implements Verdict {}

        record Revoked(KnownHost by) implements Verdict {}

        /**
         * The host is known, with other keys.
         *
         * @param known those, at least one
         */
        record Changed(List<KnownHost> known) implements Verdict {}

        record Unknown() implements Verdict {}
    }

    private final List<KnownHost> lines;

    private KnownHosts(List<KnownHost> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Reads the files in this order; those that are not there or cannot be read say nothing. */
    static KnownHosts read(List<Path> files) {
        List<KnownHost> lines = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                continue;
            }
            try {
                lines.addAll(parse(file, Files.readString(file, StandardCharsets.ISO_8859_1)));
            } catch (IOException e) {
                // As for ssh: then nothing is known from there, and the host is refused as unknown.
            }
        }
        return new KnownHosts(lines);
    }

    static KnownHosts of(Path file, String text) {
        return new KnownHosts(parse(file, text));
    }

    private static List<KnownHost> parse(Path file, String text) {
        String noMark = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        List<KnownHost> lines = new ArrayList<>();
        int number = 0;
        for (String line : noMark.split("\n", -1)) {
            number++;
            KnownHost.parse(file, number, line).ifPresent(lines::add);
        }
        return lines;
    }

    /** What a key that a host shows is worth. */
    Verdict check(HostName host, Blob key) {
        for (KnownHost line : lines) {
            if (line.marker() == KnownHost.Marker.REVOKED
                    && line.key().equals(key)
                    && host.anyName(line::isFor)) {
                return new Verdict.Revoked(line);
            }
        }
        List<KnownHost> known = keys(host.withPort());
        for (KnownHost line : known) {
            if (line.key().equals(key)) {
                return new Verdict.Trusted(line);
            }
        }
        if (known.isEmpty() && !host.withPort().equals(host.name())) {
            // A line without a port vouches for its key on other ports, but does not speak against
            // others there.
            for (KnownHost line : keys(host.name())) {
                if (line.key().equals(key)) {
                    return new Verdict.Trusted(line);
                }
            }
        }
        return known.isEmpty() ? new Verdict.Unknown() : new Verdict.Changed(known);
    }

    /** The line by which the signer of host certificates is trusted for a host. */
    Optional<KnownHost> authority(HostName host, Blob signer) {
        return lines.stream()
                .filter(l -> l.marker() == KnownHost.Marker.CERT_AUTHORITY)
                .filter(l -> l.key().equals(signer) && host.anyName(l::isFor))
                .findFirst();
    }

    /**
     * The signature algorithms by which a host should show a key that is known, best first: a host
     * has several keys, and one that is not listed would look like an attack.
     */
    List<String> algorithms(HostName host) {
        Set<String> names = new LinkedHashSet<>();
        boolean signed =
                lines.stream()
                        .anyMatch(l ->
                                l.marker() == KnownHost.Marker.CERT_AUTHORITY
                                        && host.anyName(l::isFor));
        if (signed) {
            names.addAll(
                    List.of(
                            "ssh-ed25519-cert-v01@openssh.com",
                            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
                            "ecdsa-sha2-nistp521-cert-v01@openssh.com"));
        }
        List<KnownHost> known = keys(host.withPort());
        for (KnownHost line : known.isEmpty() ? keys(host.name()) : known) {
            if (line.type().equals("ssh-rsa")) {
                names.add("rsa-sha2-512");
                names.add("rsa-sha2-256");
            } else {
                names.add(line.type());
            }
        }
        return List.copyOf(names);
    }

    private List<KnownHost> keys(String name) {
        return lines.stream()
                .filter(l -> l.marker() == KnownHost.Marker.HOST_KEY && l.isFor(name))
                .toList();
    }

    /**
     * By what a host stands in the files.
     *
     * @param name in lower case
     * @param withPort the name where the port is 22, else {@code [name]:port}
     */
    record HostName(String name, String withPort) {
        static HostName of(String address, int port) {
            String name = address.toLowerCase(Locale.ROOT);
            return new HostName(name, port == 22 ? name : "[" + name + "]:" + port);
        }

        /** For {@code HostKeyAlias}, which never has a port. */
        static HostName alias(String alias) {
            String name = alias.toLowerCase(Locale.ROOT);
            return new HostName(name, name);
        }

        boolean anyName(java.util.function.Predicate<String> test) {
            return test.test(withPort) || test.test(name);
        }
    }
}
