package dev.rappel.engine.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import org.junit.jupiter.api.Test;

/** Each row of what OpenSSH does with a line of known_hosts. */
final class KnownHostsTest {
    private static final Path FILE = Path.of("/known_hosts");
    private static final Blob ED = key("ssh-ed25519", 1);
    private static final Blob OTHER = key("ssh-ed25519", 2);
    private static final Blob RSA = key("ssh-rsa", 3);

    private static Blob key(String type, int number) {
        byte[] body = new byte[32];
        body[0] = (byte) number;
        return new Blob(new Buffer.PlainBuffer().putString(type).putBytes(body).getCompactData());
    }

    private static String line(String hosts, Blob key) {
        return hosts + " " + key.type().orElseThrow() + " " + key.base64() + " comment\n";
    }

    private static KnownHosts.Verdict check(String text, String host, int port, Blob key) {
        return KnownHosts.of(FILE, text).check(KnownHosts.HostName.of(host, port), key);
    }

    private static void trusted(String text, String host, int port, Blob key) {
        assertThat(check(text, host, port, key)).isInstanceOf(KnownHosts.Verdict.Trusted.class);
    }

    private static void unknown(String text, String host, int port, Blob key) {
        assertThat(check(text, host, port, key)).isInstanceOf(KnownHosts.Verdict.Unknown.class);
    }

    @Test
    void a_plain_line_vouches_for_its_names_in_any_case() {
        trusted(line("web1,10.0.0.1", ED), "10.0.0.1", 22, ED);
        trusted(line("WEB1", ED), "Web1", 22, ED);
        unknown(line("web1", ED), "web2", 22, ED);
    }

    @Test
    void another_key_is_a_change_and_says_where_the_known_one_stands() {
        assertThat(check("# first\n" + line("web1", ED), "web1", 22, OTHER))
                .isInstanceOfSatisfying(
                        KnownHosts.Verdict.Changed.class,
                        c -> assertThat(c.known().get(0).at()).isEqualTo("/known_hosts:2"));
    }

    @Test
    void a_key_of_a_new_type_is_a_change_too() {
        assertThat(check(line("web1", RSA), "web1", 22, ED))
                .isInstanceOf(KnownHosts.Verdict.Changed.class);
    }

    @Test
    void a_port_stands_in_brackets() {
        trusted(line("[web1]:2222", ED), "web1", 2222, ED);
        unknown(line("[web1]:2222", ED), "web1", 2223, ED);
        unknown(line("[web1]:2222", ED), "web1", 22, ED);
    }

    @Test
    void a_line_without_port_vouches_for_other_ports_but_does_not_speak_against_them() {
        trusted(line("web1", ED), "web1", 2222, ED);
        unknown(line("web1", ED), "web1", 2222, OTHER);
        assertThat(check(line("web1", ED) + line("[web1]:2222", OTHER), "web1", 2222, ED))
                .isInstanceOf(KnownHosts.Verdict.Changed.class);
    }

    @Test
    void a_hashed_name_is_found_with_and_without_port() {
        byte[] salt = "twentybytesofsalt...".getBytes(StandardCharsets.UTF_8);
        trusted(line(KnownHost.hashed(salt, "web1"), ED), "web1", 22, ED);
        trusted(line(KnownHost.hashed(salt, "[web1]:2222"), ED), "web1", 2222, ED);
        unknown(line(KnownHost.hashed(salt, "web1"), ED), "web2", 22, ED);
        unknown(line("|1|nonsense", ED), "web1", 22, ED);
    }

    @Test
    void a_hash_is_the_one_that_ssh_keygen_makes() {
        // The example of sshd(8) for a hashed name is not given in full; this one is RFC 2202's.
        String hash =
                KnownHost.hashed(
                        "Jefe".getBytes(StandardCharsets.UTF_8), "what do ya want for nothing?");
        byte[] expected =
                java.util.HexFormat.of().parseHex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertThat(hash).endsWith("|" + Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void a_wildcard_stands_for_any_characters() {
        trusted(line("*.lan", ED), "web1.lan", 22, ED);
        trusted(line("web?", ED), "web1", 22, ED);
        unknown(line("web?", ED), "web10", 22, ED);
        unknown(line("web.", ED), "web1", 22, ED);
    }

    @Test
    void a_negation_excludes_wherever_it_stands() {
        trusted(line("web1,!web2", ED), "web1", 22, ED);
        unknown(line("web1,!web2", ED), "web3", 22, ED);
        unknown(line("web*,!web2", ED), "web2", 22, ED);
        unknown(line("!web2,web*", ED), "web2", 22, ED);
    }

    @Test
    void a_revoked_key_wins_wherever_it_stands() {
        assertThat(check(line("web1", ED) + line("@revoked *", ED), "web1", 22, ED))
                .isInstanceOf(KnownHosts.Verdict.Revoked.class);
        assertThat(check(line("@revoked web1", ED) + line("web1", ED), "web1", 2222, ED))
                .isInstanceOf(KnownHosts.Verdict.Revoked.class);
        trusted(line("@revoked web1", OTHER) + line("web1", ED), "web1", 22, ED);
    }

    @Test
    void an_authority_vouches_for_nothing_but_certificates() {
        unknown(line("@cert-authority *", ED), "web1", 22, ED);
        KnownHosts known = KnownHosts.of(FILE, line("@cert-authority *.lan", ED));
        assertThat(known.authority(KnownHosts.HostName.of("web1.lan", 22), ED)).isPresent();
        assertThat(known.authority(KnownHosts.HostName.of("web1", 22), ED)).isEmpty();
        assertThat(known.authority(KnownHosts.HostName.of("web1.lan", 22), OTHER)).isEmpty();
    }

    @Test
    void the_known_kind_of_key_is_asked_for_first() {
        assertThat(
                        KnownHosts.of(FILE, line("web1", RSA))
                                .algorithms(KnownHosts.HostName.of("web1", 22)))
                .isEqualTo(List.of("rsa-sha2-512", "rsa-sha2-256"));
        assertThat(
                        KnownHosts.of(FILE, line("@cert-authority *", RSA) + line("web1", ED))
                                .algorithms(KnownHosts.HostName.of("web1", 22)))
                .startsWith("ssh-ed25519-cert-v01@openssh.com")
                .endsWith("ssh-ed25519");
    }

    @Test
    void what_is_no_line_is_passed_over_and_a_byte_order_mark_hides_nothing() {
        String text =
                "\u00ef\u00bb\u00bf"
                        + line("web1", ED)
                        + "@strange "
                        + line("web2", ED)
                        + "web3 ssh-ed25519 no*base64\nweb4 ssh-rsa "
                        + ED.base64()
                        + "\nweb5\n\n";
        trusted(text, "web1", 22, ED);
        for (String host : List.of("web2", "web3", "web4", "web5")) {
            unknown(text, host, 22, ED);
        }
    }

    @Test
    void an_alias_has_no_port() {
        assertThat(KnownHosts.HostName.alias("Cluster").withPort()).isEqualTo("cluster");
    }
}
