package dev.rappel.lab.cluster;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Private keys: made for a {@link KeyForm} and written in it. */
final class KeyPem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private KeyPem() {}

    static KeyPair newKeyFor(KeyForm form) {
        try {
            KeyPairGenerator generator;
            switch (form) {
                case PKCS1 -> {
                    generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                }
                case PKCS8, SEC1 -> {
                    generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                }
                default -> throw new AssertionError(form);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA and P-256", e);
        }
    }

    /** How certificates are signed with a key of that form. */
    static String signature(KeyForm form) {
        return switch (form) {
            case PKCS1 -> "SHA256withRSA";
            case PKCS8, SEC1 -> "SHA256withECDSA";
        };
    }

    static String of(KeyForm form, KeyPair pair) {
        PrivateKey key = pair.getPrivate();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        try {
            return switch (form) {
                case PKCS8 -> pem("PRIVATE KEY", key.getEncoded());
                case PKCS1 ->
                        pem(
                                "RSA PRIVATE KEY",
                                info.parsePrivateKey().toASN1Primitive().getEncoded());
                case SEC1 -> pem("EC PRIVATE KEY", sec1(info, pair).getEncoded());
            };
        } catch (IOException e) {
            throw new IllegalStateException("a key just made has a form", e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, LINES.encodeToString(der), label);
    }

    /**
     * With the curve and the public key inside, as RFC 5915 allows and as Go (cfssl) and openssl
     * write it; inside PKCS#8 the JDK leaves both out.
     */
    private static ECPrivateKey sec1(PrivateKeyInfo info, KeyPair pair) throws IOException {
        ECPrivateKey bare = ECPrivateKey.getInstance(info.parsePrivateKey());
        ASN1BitString publicKey =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData();
        ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
        return new ECPrivateKey(256, bare.getKey(), publicKey, curve);
    }
}
