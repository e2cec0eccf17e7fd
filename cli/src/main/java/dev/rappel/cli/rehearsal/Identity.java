package dev.rappel.cli.rehearsal;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * One certificate for all members, which is its own authority and is gone with the rehearsal.
 *
 * <p>The JDK's keytool makes it. A class of ours that is in the cache and names Bouncy Castle's
 * would have every command check the signature of that library's jar as it starts, a third of a
 * second long.
 */
record Identity(PrivateKey key, X509Certificate certificate) {
    private static final String WORD = "rehearsal";

    static Identity make(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("identity.p12");
        int status =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-alias",
                                WORD,
                                "-dname",
                                "CN=" + WORD,
                                "-ext",
                                "san=ip:192.0.2.11,ip:192.0.2.12,ip:192.0.2.13",
                                "-validity",
                                "1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                WORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("keytool ended with " + status);
        }
        try {
            char[] word = WORD.toCharArray();
            KeyStore keys = KeyStore.getInstance(store.toFile(), word);
            return new Identity(
                    (PrivateKey) keys.getKey(WORD, word),
                    (X509Certificate) keys.getCertificate(WORD));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** For those that listen; whoever comes must show the same certificate. */
    SslContextBuilder server() {
        return SslContextBuilder.forServer(key, certificate)
                .sslProvider(SslProvider.JDK)
                .keyStoreType("JKS")
                .trustManager(certificate)
                .clientAuth(ClientAuth.REQUIRE);
    }

    byte[] certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static byte[] pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return ("-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "an identity";
    }
}
