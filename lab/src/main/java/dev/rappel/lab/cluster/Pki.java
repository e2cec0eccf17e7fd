package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of one cluster. It lives in a folder of this machine, beside the
 * certificate with which this machine is a client; members get theirs from {@link #issue}.
 *
 * <p>BouncyCastle encodes, the JDK signs: no provider is registered.
 */
public final class Pki {
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final X500Principal NAME = new X500Principal("CN=etcd-ca");

    private final Path folder;
    private final KeyForm form;
    private final KeyPair key;
    private final X509Certificate certificate;
    private final Clock clock;

    private Pki(Path folder, KeyForm form, KeyPair key, X509Certificate certificate, Clock clock) {
        this.folder = folder;
        this.form = form;
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
    }

    /** A certificate and its key, as PEM. The text of the key is a secret. */
    record Identity(String certificate, String key) {
        @Override
        public String toString() {
            return "an identity";
        }
    }

    /**
     * Makes a new authority and this machine's client certificate; what was in the folder is
     * replaced.
     */
    static Pki create(Path folder, KeyForm form, Clock clock) throws Failure {
        KeyPair key = KeyPem.newKeyFor(form);
        Pki pki = new Pki(folder, form, key, ofAuthority(form, key, clock), clock);
        Identity client = pki.issue("rappel-lab", List.of(), pki.newKey());
        // The authority's own key never leaves this machine, so its form is always the plain one.
        SavedFile.secret(folder.resolve("ca-key.pem"), KeyPem.of(KeyForm.PKCS8, key));
        SavedFile.open(pki.ca(), pki.caText());
        SavedFile.open(pki.client(), client.certificate());
        SavedFile.secret(pki.clientKey(), client.key());
        return pki;
    }

    /** The authority that {@link #create} left in the folder. */
    static Pki open(Path folder, KeyForm form, Clock clock) throws Failure {
        try {
            X509Certificate certificate = parse(Files.readString(folder.resolve("ca.pem")));
            String pem = Files.readString(folder.resolve("ca-key.pem"));
            var spec =
                    new PKCS8EncodedKeySpec(
                            Base64.getMimeDecoder()
                                    .decode(pem.replaceAll("-----[A-Z ]+-----", "")));
            var factory = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm());
            KeyPair key = new KeyPair(certificate.getPublicKey(), factory.generatePrivate(spec));
            return new Pki(folder, form, key, certificate, clock);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw Failure.of(
                            Failure.Kind.FAILED,
                            "cannot read the cluster's certificate authority in " + folder)
                    .why(String.valueOf(e.getMessage()))
                    .help("make the cluster again")
                    .cause(e);
        }
    }

    /** The authority's certificate: whom to trust. */
    public Path ca() {
        return folder.resolve("ca.pem");
    }

    /** This machine's certificate as a client. */
    public Path client() {
        return folder.resolve("client.pem");
    }

    /** Its key, in the form that was asked for; readable only by the user. */
    public Path clientKey() {
        return folder.resolve("client-key.pem");
    }

    String caText() throws Failure {
        return pem(certificate);
    }

    /** A key of the form that this authority deals in. */
    KeyPair newKey() {
        return KeyPem.newKeyFor(form);
    }

    /**
     * A certificate for one end of a connection. With names it is good for servers and for clients
     * (etcd calls itself with its server certificate, and a peer is both); without, for clients.
     *
     * @param names IP addresses and host names
     * @param own the key that it is for
     */
    Identity issue(String commonName, List<String> names, KeyPair own) throws Failure {
        try {
            var ids = new JcaX509ExtensionUtils();
            JcaX509v3CertificateBuilder builder =
                    builder(new X500Principal("CN=" + commonName), own, clock);
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            form == KeyForm.PKCS1
                                    ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                                    : KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, purposes(!names.isEmpty()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    ids.createAuthorityKeyIdentifier(certificate));
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            }
            return new Identity(pem(signed(builder, form, key)), KeyPem.of(form, own));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw unmade(e);
        }
    }

    private static X509Certificate ofAuthority(KeyForm form, KeyPair key, Clock clock)
            throws Failure {
        try {
            JcaX509v3CertificateBuilder builder = builder(NAME, key, clock);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return signed(builder, form, key);
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
            throw unmade(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal subject, KeyPair own, Clock clock) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(120, new SecureRandom()).setBit(120),
                // An hour back: hosts whose clocks are a little behind accept it at once.
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(LIFE)),
                subject,
                own.getPublic());
    }

    private static X509Certificate signed(
            JcaX509v3CertificateBuilder builder, KeyForm form, KeyPair by)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder(KeyPem.signature(form)).build(by.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static ExtendedKeyUsage purposes(boolean server) {
        return new ExtendedKeyUsage(
                server
                        ? new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                        }
                        : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth});
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(
                names.stream()
                        .map(name ->
                                new GeneralName(
                                        name.matches("[0-9.]+|.*:.*")
                                                ? GeneralName.iPAddress
                                                : GeneralName.dNSName,
                                        name))
                        .toArray(GeneralName[]::new));
    }

    static X509Certificate parse(String pem) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String pem(X509Certificate certificate) throws Failure {
        try {
            return KeyPem.pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw unmade(e);
        }
    }

    private static Failure unmade(Exception e) {
        return Failure.of(Failure.Kind.FAILED, "cannot make a certificate")
                .why(String.valueOf(e.getMessage()))
                .cause(e);
    }
}
