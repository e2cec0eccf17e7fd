package dev.rappel.lab.load;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority and what it signed, as PEM files, with keys in the older forms. */
record TestCertificates(
        Path ca,
        Path serverCertificate,
        Path serverKey,
        Path clientCertificate,
        Path clientKey,
        Path clientKeyPkcs8) {

    TlsFiles client() {
        return TlsFiles.mutual(ca, clientCertificate, clientKey);
    }

    /**
     * @param algorithm RSA gives keys as PKCS#1, EC as SEC1
     */
    static TestCertificates make(Path folder, String algorithm)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
        keys.initialize(algorithm.equals("RSA") ? 2048 : 256);
        KeyPair authority = keys.generateKeyPair();
        var made =
                new TestCertificates(
                        folder.resolve("ca.crt"),
                        folder.resolve("server.crt"),
                        folder.resolve("server.key"),
                        folder.resolve("client.crt"),
                        folder.resolve("client.key"),
                        folder.resolve("client-pkcs8.key"));
        certificate(made.ca, "ca", authority, "ca", authority);
        KeyPair server = keys.generateKeyPair();
        certificate(made.serverCertificate, "server", server, "ca", authority);
        oldKey(made.serverKey, server.getPrivate());
        KeyPair client = keys.generateKeyPair();
        certificate(made.clientCertificate, "client", client, "ca", authority);
        oldKey(made.clientKey, client.getPrivate());
        try (var pem = new JcaPEMWriter(writer(made.clientKeyPkcs8))) {
            pem.writeObject(new PemObject("PRIVATE KEY", client.getPrivate().getEncoded()));
        }
        return made;
    }

    private static void certificate(
            Path file, String name, KeyPair keys, String signerName, KeyPair signer)
            throws IOException, OperatorCreationException {
        Instant now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Principal("CN=" + signerName),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        new X500Principal("CN=" + name),
                        keys.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(keys.equals(signer)));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        String scheme =
                signer.getPrivate().getAlgorithm().equals("RSA")
                        ? "SHA256withRSA"
                        : "SHA256withECDSA";
        var signed = builder.build(new JcaContentSignerBuilder(scheme).build(signer.getPrivate()));
        try (var pem = new JcaPEMWriter(writer(file))) {
            pem.writeObject(signed);
        }
    }

    /** As cfssl and older openssl commands write it, the curve's parameters in front included. */
    private static void oldKey(Path file, PrivateKey key) throws IOException {
        try (var pem = new JcaPEMWriter(writer(file))) {
            if (key instanceof ECPrivateKey ec) {
                var curve = SECObjectIdentifiers.secp256r1;
                pem.writeObject(new PemObject("EC PARAMETERS", curve.getEncoded()));
                var sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), curve);
                pem.writeObject(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
            } else {
                pem.writeObject(key);
            }
        }
    }

    private static Writer writer(Path file) throws IOException {
        return Files.newBufferedWriter(file);
    }
}
