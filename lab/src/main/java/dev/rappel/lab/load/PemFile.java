package dev.rappel.lab.load;

import dev.rappel.engine.text.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A PEM file of certificates or of one private key.
 *
 * <p>Netty by itself reads only PKCS#8 keys; cfssl and older openssl commands write PKCS#1 and
 * SEC1, which are common in etcd clusters, so all three are read here. What is in a key file never
 * gets into a message.
 */
record PemFile(Path path) {
    List<X509Certificate> certificates() throws Failure {
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes()))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw unusable("there is no certificate in it");
            }
            return found;
        } catch (CertificateException e) {
            throw unusable("it is not a PEM file of certificates").cause(e);
        }
    }

    PrivateKey privateKey() throws Failure {
        String text = new String(bytes(), StandardCharsets.ISO_8859_1);
        try (var parser = new PEMParser(new StringReader(text))) {
            // Old openssl puts a block EC PARAMETERS before the key: what is no key is passed over.
            Object block;
            while ((block = parser.readObject()) != null) {
                switch (block) {
                    case PEMKeyPair pair -> {
                        return decode(pair.getPrivateKeyInfo());
                    }
                    case PrivateKeyInfo info -> {
                        return decode(info);
                    }
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                            throw unusable("the key in it is encrypted")
                                    .help(
                                            "write it without a passphrase: openssl pkey -in "
                                                    + path
                                                    + " -out plain.key");
                    default -> {}
                }
            }
            throw unusable("there is no private key in it");
        } catch (PEMException e) {
            throw unusable("the private key in it is damaged");
        } catch (IOException e) {
            throw unusable("it is not a PEM file");
        }
    }

    private PrivateKey decode(PrivateKeyInfo info) throws Failure, IOException {
        ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
        String name;
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            name = "RSA";
        } else if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            name = "EC";
        } else if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            name = "Ed25519";
        } else {
            throw unusable("its private key is neither RSA nor EC nor Ed25519");
        }
        try {
            return KeyFactory.getInstance(name)
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw unusable("Java does not accept the " + name + " key in it");
        }
    }

    private byte[] bytes() throws Failure {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw unusable("there is no such file").cause(e);
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage())).cause(e);
        }
    }

    private Failure unusable(String why) {
        return Failure.of(Failure.Kind.INVALID, "cannot use " + path).why(why);
    }
}
