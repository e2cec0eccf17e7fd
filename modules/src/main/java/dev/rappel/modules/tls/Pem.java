package dev.rappel.modules.tls;

import dev.rappel.engine.text.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM text of certificates or of a private key, in any form that servers accept: PKCS#8, PKCS#1
 * and SEC1. Java reads only the first; the others are the same key in a shorter wrapping.
 *
 * @param name where it is from, for messages
 * @param text the whole file; never shown
 */
public record Pem(String name, String text) {
    /** What a file holds. */
    public Pem(String name, byte[] bytes) {
        this(name, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final byte[] RSA = {
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        1,
        1,
        1,
        5,
        0
    };
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;

    /** Never what is in it. */
    @Override
    public String toString() {
        return name;
    }

    /** All certificates in it, at least one. */
    public List<X509Certificate> certificates() throws Failure {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            text.getBytes(StandardCharsets.ISO_8859_1)))
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

    /** The first private key in it. */
    public PrivateKey privateKey() throws Failure {
        if (text.contains("ENCRYPTED")) {
            throw unusable("the key in it is encrypted")
                    .help("write it without a passphrase: openssl pkey -in FILE -out plain.key");
        }
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String kind = String.valueOf(block.group(1));
            byte[] der;
            try {
                der = Base64.getMimeDecoder().decode(String.valueOf(block.group(2)));
            } catch (IllegalArgumentException e) {
                throw unusable("it is damaged");
            }
            switch (kind) {
                case "PRIVATE KEY" -> {
                    return decode(der, "EC", "RSA", "Ed25519");
                }
                case "RSA PRIVATE KEY" -> {
                    return decode(wrap(RSA, der), "RSA");
                }
                case "EC PRIVATE KEY" -> {
                    return decode(wrap(tagged(SEQUENCE, EC, curve(der)), der), "EC");
                }
                default -> {} // old openssl puts a block EC PARAMETERS before the key
            }
        }
        throw unusable("there is no private key in it");
    }

    private PrivateKey decode(byte[] pkcs8, String... kinds) throws Failure {
        for (String kind : kinds) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // The next kind; what is of no kind is told below.
            }
        }
        throw unusable("its private key is damaged, or neither RSA nor EC nor Ed25519");
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTETS, key));
    }

    /** The object identifier of the curve: the content of the part tagged [0] (RFC 5915). */
    private byte[] curve(byte[] der) throws Failure {
        try {
            int at = header(der, 0);
            while (at < der.length) {
                int begin = header(der, at);
                int end = begin + length(der, at);
                if ((der[at] & 0xff) == CURVE) {
                    return Arrays.copyOfRange(der, begin, end);
                }
                at = end;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw unusable("its private key is damaged");
        }
        throw unusable("its EC key does not name its curve");
    }

    /** Where the content of the element at this place begins. */
    private static int header(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 0x80) {
            all.write(length);
        } else if (length < 0x100) {
            all.write(0x81);
            all.write(length);
        } else {
            all.write(0x82);
            all.write(length >> 8);
            all.write(length);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private Failure unusable(String why) {
        return Failure.of(Failure.Kind.INVALID, "cannot use " + name).why(why);
    }
}
