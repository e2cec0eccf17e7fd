package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rappel.engine.text.Failure;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PemFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"RSA, BEGIN RSA PRIVATE KEY", "EC, BEGIN EC PRIVATE KEY"})
    void the_old_form_of_a_key_is_the_same_key_as_its_pkcs8_form(String algorithm, String marker)
            throws Exception {
        TestCertificates made = TestCertificates.make(folder, algorithm);
        assertThat(made.clientKey()).content().contains(marker);
        assertThat(made.clientKeyPkcs8()).content().contains("BEGIN PRIVATE KEY");

        var old = new PemFile(made.clientKey()).privateKey();
        var pkcs8 = new PemFile(made.clientKeyPkcs8()).privateKey();
        assertThat(old.getAlgorithm()).isEqualTo(algorithm);
        assertThat(number(old)).isEqualTo(number(pkcs8));
        assertThat(new PemFile(made.ca()).certificates()).hasSize(1);
        assertThat(ClientTls.of(made.client()).isClient()).isTrue();
    }

    /** The secret number itself: the forms around it differ. */
    private static BigInteger number(PrivateKey key) {
        return switch (key) {
            case RSAPrivateKey rsa -> rsa.getPrivateExponent();
            case ECPrivateKey ec -> ec.getS();
            default -> throw new IllegalArgumentException(key.getAlgorithm());
        };
    }

    @Test
    void an_encrypted_key_is_named_as_such() throws Exception {
        Path file = folder.resolve("locked.key");
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        try (var pem = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            pem.writeObject(
                    keys.generateKeyPair().getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new BouncyCastleProvider())
                            .build("secret".toCharArray()));
        }
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new PemFile(file).privateKey())
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
                    assertThat(failure.why()).isEqualTo("the key in it is encrypted");
                    assertThat(failure.help()).contains("openssl pkey");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | there is no private key in it | it is not a PEM file of certificates",
                "'' | there is no private key in it | there is no certificate in it",
            })
    void what_is_no_pem_file_is_said_to_be_none(String text, String noKey, String noCertificate)
            throws Exception {
        Path file = Files.writeString(folder.resolve("file"), text);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new PemFile(file).privateKey())
                .satisfies(failure -> assertThat(failure.why()).isEqualTo(noKey));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new PemFile(file).certificates())
                .satisfies(failure -> assertThat(failure.why()).isEqualTo(noCertificate));
    }

    @Test
    void a_damaged_key_never_shows_what_is_in_it() throws Exception {
        String secret = "MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu";
        Path file =
                Files.writeString(
                        folder.resolve("bad.key"),
                        "-----BEGIN RSA PRIVATE KEY-----\n"
                                + secret
                                + "\n-----END RSA PRIVATE KEY-----\n");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new PemFile(file).privateKey())
                .satisfies(failure -> {
                    assertThat(failure.getMessage())
                            .contains("bad.key")
                            .doesNotContain(secret.substring(0, 10));
                });
    }

    @Test
    void a_missing_file_is_said_to_be_missing() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new PemFile(folder.resolve("none")).certificates())
                .satisfies(failure -> assertThat(failure.why()).isEqualTo("there is no such file"));
    }
}
