package dev.rappel.engine.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTextTest {
    private static final Surroundings HERE =
            new Surroundings("eva", Path.of("/home/eva"), Map.of("SSH_AUTH_SOCK", "/run/a"));

    private static SshSettings read(String... lines) {
        return new SettingsText("web1", String.join("\n", lines), HERE).settings();
    }

    @Test
    void nothing_said_leaves_the_defaults_of_ssh() {
        SshSettings settings = read();

        assertThat(settings.where()).isEqualTo("eva@web1:22");
        assertThat(settings.identityFiles())
                .containsExactly(
                        Path.of("/home/eva/.ssh/id_ed25519"),
                        Path.of("/home/eva/.ssh/id_ecdsa"),
                        Path.of("/home/eva/.ssh/id_rsa"));
        assertThat(settings.userKnownHosts()).contains(Path.of("/home/eva/.ssh/known_hosts"));
        assertThat(settings.knownHosts()).contains(Path.of("/etc/ssh/ssh_known_hosts"));
        assertThat(settings.strictness()).isEqualTo(SshSettings.Strictness.STRICT);
        assertThat(settings.agent()).contains(Path.of("/run/a"));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.aliveInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.aliveCount()).isEqualTo(3);
    }

    @Test
    void tokens_home_and_variables_in_paths_are_filled() {
        assertThat(
                        read(
                                        "hostname 10.0.0.1",
                                        "port 2222",
                                        "user ops",
                                        "identityfile ~/k/%h-%p-%r-%n-%u%%",
                                        "identityfile ${SSH_AUTH_SOCK}/x")
                                .identityFiles())
                .containsExactly(
                        Path.of("/home/eva/k/10.0.0.1-2222-ops-web1-eva%"), Path.of("/run/a/x"));
    }

    @Test
    void strictness_is_read_as_ssh_prints_it() {
        assertThat(
                        List.of("true", "ask", "accept-new", "false", "off").stream()
                                .map(v -> read("stricthostkeychecking " + v).strictness()))
                .containsExactly(
                        SshSettings.Strictness.STRICT,
                        SshSettings.Strictness.STRICT,
                        SshSettings.Strictness.ACCEPT_NEW,
                        SshSettings.Strictness.OFF,
                        SshSettings.Strictness.OFF);
    }

    @Test
    void an_agent_can_be_named_or_left_out() {
        assertThat(read("identityagent none").agent()).isEmpty();
        assertThat(read("identityagent ~/.1p/sock").agent())
                .contains(Path.of("/home/eva/.1p/sock"));
        assertThat(read("identityagent $SSH_AUTH_SOCK").agent()).contains(Path.of("/run/a"));
        assertThat(read("identityagent SSH_AUTH_SOCK").agent()).contains(Path.of("/run/a"));
    }

    @Test
    void a_path_with_a_space_is_found_although_ssh_prints_it_without_quotes(@TempDir Path folder)
            throws Exception {
        Path spaced = Files.createFile(folder.resolve("my hosts"));

        assertThat(read("userknownhostsfile " + spaced + " /other").userKnownHosts())
                .containsExactly(spaced, Path.of("/other"));
    }

    @Test
    void jumps_are_followed_and_other_commands_are_kept_for_the_message() {
        assertThat(read("proxyjump a,b").jumps()).hasSize(2);
        assertThat(read("proxycommand ssh -W %h:%p a").jumps()).hasSize(1);
        assertThat(read("proxycommand ssh -W %h:%p a").proxyCommand()).isEmpty();
        assertThat(read("proxycommand nc %h %p").proxyCommand()).contains("nc %h %p");
        assertThat(read("proxycommand none").proxyCommand()).isEmpty();
    }

    @Test
    void the_rest_is_taken_as_it_is() {
        SshSettings settings =
                read(
                        "hostkeyalias Cluster",
                        "connecttimeout 3",
                        "serveraliveinterval 5",
                        "serveralivecountmax 2",
                        "identitiesonly yes",
                        "certificatefile /c",
                        "hashknownhosts yes");

        assertThat(settings.hostKeyAlias()).isEqualTo(Optional.of("Cluster"));
        assertThat(settings.knownAs().withPort()).isEqualTo("cluster");
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.aliveInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.aliveCount()).isEqualTo(2);
        assertThat(settings.identitiesOnly()).isTrue();
        assertThat(settings.certificateFiles()).containsExactly(Path.of("/c"));
        assertThat(settings.hashKnownHosts()).isTrue();
    }
}
