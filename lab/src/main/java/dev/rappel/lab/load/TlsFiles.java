package dev.rappel.lab.load;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The PEM files with which a client speaks TLS to etcd.
 *
 * @param ca the certificates that members' certificates must descend from
 * @param own the client's own certificate and key, where members ask for one
 */
public record TlsFiles(Path ca, Optional<Identity> own) {
    /**
     * @param certificate the client's certificate, followed by intermediate ones if there are any
     * @param key its private key, unencrypted: PKCS#8, PKCS#1 (cfssl, openssl before 3) or SEC1
     */
    public record Identity(Path certificate, Path key) {}

    /** Mutual TLS, as etcd's {@code --client-cert-auth} wants it. */
    public static TlsFiles mutual(Path ca, Path certificate, Path key) {
        return new TlsFiles(ca, Optional.of(new Identity(certificate, key)));
    }

    public static TlsFiles serverOnly(Path ca) {
        return new TlsFiles(ca, Optional.empty());
    }
}
