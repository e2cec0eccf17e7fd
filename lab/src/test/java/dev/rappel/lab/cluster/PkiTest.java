package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rappel.lab.process.LocalCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PkiTest {
    private static final List<String> NAMES = List.of("172.30.0.2", "127.0.0.1", "localhost", "n1");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void a_member_gets_a_certificate_for_all_its_names_and_both_directions(KeyForm form)
            throws Exception {
        Pki pki = Pki.create(folder, form, Clock.systemUTC());
        X509Certificate server = Pki.parse(pki.issue("n1", NAMES, pki.newKey()).certificate());
        X509Certificate ca = Pki.parse(Files.readString(pki.ca()));

        server.verify(ca.getPublicKey());
        server.checkValidity();
        assertThat(server.getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> name.get(0) + ":" + name.get(1))
                .containsExactly("7:172.30.0.2", "7:127.0.0.1", "2:localhost", "2:n1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void the_machine_is_a_client_only_and_its_keys_are_its_own(KeyForm form) throws Exception {
        Pki pki = Pki.create(folder, form, Clock.systemUTC());
        assertThat(Pki.parse(Files.readString(pki.client())).getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2");
        for (Path secret : List.of(pki.clientKey(), folder.resolve("ca-key.pem"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ca.pem", "ca-key.pem", "client.pem", "client-key.pem");
        }
        assertThat(Security.getProvider("BC")).isNull();
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void an_authority_opened_again_issues_what_the_first_one_trusts(KeyForm form) throws Exception {
        Pki.create(folder, form, Clock.systemUTC());
        Pki again = Pki.open(folder, form, Clock.systemUTC());
        Pki.parse(again.issue("n4", NAMES, again.newKey()).certificate())
                .verify(Pki.parse(Files.readString(again.ca())).getPublicKey());
    }

    @Test
    void it_is_valid_from_an_hour_ago_for_hosts_whose_clock_is_behind() throws Exception {
        Instant now = Instant.parse("2031-05-06T07:08:09Z");
        Pki pki = Pki.create(folder, KeyForm.PKCS8, Clock.fixed(now, ZoneOffset.UTC));
        X509Certificate server = Pki.parse(pki.issue("n1", NAMES, pki.newKey()).certificate());
        server.checkValidity(Date.from(now.minusSeconds(3600)));
        assertThat(server.getNotBefore()).isEqualTo(Date.from(now.minusSeconds(3600)));
    }

    /** Byte by byte: openssl reads the key and writes the same form again. */
    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void openssl_writes_the_key_exactly_so(KeyForm form) throws Exception {
        assumeTrue(onPath("openssl"), "no openssl on the PATH");
        Pki pki = Pki.create(folder, form, Clock.systemUTC());
        Pki.Identity member = pki.issue("n1", NAMES, pki.newKey());
        Path key = Files.writeString(folder.resolve("n1-key.pem"), member.key());
        Path certificate = Files.writeString(folder.resolve("n1.pem"), member.certificate());

        List<String> rewrite =
                switch (form) {
                    case PKCS8 -> List.of("openssl", "pkey", "-in", key.toString());
                    case PKCS1 -> List.of("openssl", "rsa", "-traditional", "-in", key.toString());
                    case SEC1 -> List.of("openssl", "ec", "-in", key.toString());
                };
        String written = LocalCommand.of(rewrite).expect().out();
        switch (form) {
            // openssl adds the public key to an EC key, the JDK does not; both are PKCS#8.
            case PKCS8 -> assertThat(member.key()).startsWith("-----BEGIN PRIVATE KEY-----\n");
            case PKCS1, SEC1 -> assertThat(member.key()).isEqualTo(written);
        }
        String ofKey =
                LocalCommand.of("openssl", "pkey", "-pubout", "-in", key.toString()).expect().out();
        String ofCertificate =
                LocalCommand.of(
                                "openssl",
                                "x509",
                                "-pubkey",
                                "-noout",
                                "-in",
                                certificate.toString())
                        .expect()
                        .out();
        assertThat(ofKey).isEqualTo(ofCertificate);
        for (String purpose : List.of("sslserver", "sslclient")) {
            LocalCommand.of(
                            "openssl",
                            "verify",
                            "-x509_strict",
                            "-purpose",
                            purpose,
                            "-CAfile",
                            pki.ca().toString(),
                            certificate.toString())
                    .expect();
        }
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
