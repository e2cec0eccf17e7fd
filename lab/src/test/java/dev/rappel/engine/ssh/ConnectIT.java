package dev.rappel.engine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to hosts with a real sshd, and what is said when there is none to be had. */
final class ConnectIT {
    private static final String LAB = "ssh1-connect";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static Docker docker;
    private static Hosts hosts;

    @TempDir Path folder;

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, Progress.SILENT);
        HostOptions plain = HostOptions.standard();
        hosts =
                Hosts.up(
                        docker,
                        CACHE,
                        LAB,
                        List.of(
                                new HostSpec("plain", plain),
                                new HostSpec("port", plain.withSshPort(2222)),
                                new HostSpec("inner", plain.withBehindJump())),
                        Progress.SILENT);
    }

    @AfterAll
    static void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, Progress.SILENT);
    }

    /** As the lab's configuration has it, after more words. */
    private static SshTarget target(String host, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-F", hosts.folder().sshConfig().toString()));
        return SshTarget.of(host, host).withArguments(all);
    }

    private static Wires wires() {
        return new Wires(Passphrases.NONE);
    }

    private static String run(Wire wire, String command) throws IOException {
        try (Session session = wire.client().startSession()) {
            Session.Command running = session.exec(command);
            return new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Failure failure(SshTarget target) {
        try (Wires wires = wires()) {
            wires.connect(target, LIMIT).close();
            throw new AssertionError("connected to " + target.name());
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
            assertThat(e.what()).contains(target.name());
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_host_of_the_configuration_is_logged_in_to() throws Exception {
        try (Wires wires = wires();
                Wire wire = wires.connect(target("plain"), LIMIT);
                Wire other = wires.connect(target("port"), LIMIT)) {
            assertThat(run(wire, "id -un")).isEqualTo("ops\n");
            assertThat(wire.user()).isEqualTo("ops");
            assertThat(wire.isAlive()).isTrue();
            assertThat(run(other, "cat /etc/hostname")).isEqualTo("port\n");
            wires.connect(target("plain"), LIMIT).close();
            assertThat(wire.isAlive()).isTrue();
        }
    }

    @Test
    void hosts_behind_a_jump_host_share_one_connection_to_it() throws Exception {
        try (Wires wires = wires();
                Wire one = wires.connect(target("inner"), LIMIT);
                Wire two = wires.connect(target("inner"), LIMIT)) {
            assertThat(run(one, "cat /etc/hostname")).isEqualTo("inner\n");
            assertThat(run(two, "cat /etc/hostname")).isEqualTo("inner\n");
            assertThat(
                            hosts.host(Hosts.JUMP)
                                    .exec("ps -eo args | grep -c '^sshd: ops$\\|^sshd: ops@'")
                                    .out()
                                    .strip())
                    .isEqualTo("1");
        }
    }

    @Test
    void the_proxy_command_that_inventories_have_is_a_jump() throws Exception {
        String command =
                "ProxyCommand=ssh -W %h:%p -q -F " + hosts.folder().sshConfig() + " " + Hosts.JUMP;
        try (Wires wires = wires();
                Wire wire = wires.connect(target("inner", "-o", command), LIMIT)) {
            assertThat(run(wire, "cat /etc/hostname")).isEqualTo("inner\n");
        }
        assertThat(failure(target("inner", "-o", "ProxyCommand=nc %h %p")))
                .satisfies(f -> assertThat(f.why()).contains("nc %h %p"))
                .satisfies(f -> assertThat(f.help()).contains("ProxyJump"));
    }

    @Test
    void a_changed_host_key_is_refused_with_both_fingerprints_and_the_line() throws Exception {
        Host port = hosts.host("port");
        Path known = folder.resolve("known");
        Files.writeString(
                known, "[" + port.address() + "]:2222 " + publicKey(keyPair("ed25519", "")) + "\n");

        Failure f = failure(target("port", "-o", "UserKnownHostsFile=" + known));

        assertThat(f.why()).contains(known + ":1").containsPattern("SHA256:.*SHA256:");
        assertThat(f.help())
                .contains("ssh-keygen -R '[" + port.address() + "]:2222' -f " + known)
                .contains("ssh-keyscan -t ed25519 -p 2222 " + port.address() + " >> " + known);
    }

    @Test
    void a_host_that_is_not_known_is_refused_unless_the_configuration_accepts_new_ones()
            throws Exception {
        Path known = folder.resolve("known");
        String file = "UserKnownHostsFile=" + known;

        assertThat(failure(target("plain", "-o", file)).why())
                .contains("not known")
                .contains(known.toString());
        try (Wires wires = wires();
                Wire wire =
                        wires.connect(
                                target(
                                        "plain",
                                        "-o",
                                        file,
                                        "-o",
                                        "StrictHostKeyChecking=accept-new"),
                                LIMIT)) {
            assertThat(wire.isAlive()).isTrue();
        }
        assertThat(Files.readString(known)).startsWith(hosts.host("plain").address() + " ssh-");
        try (Wires wires = wires();
                Wire wire = wires.connect(target("plain", "-o", file), LIMIT)) {
            assertThat(wire.isAlive()).isTrue();
        }
    }

    @Test
    void a_host_known_by_its_rsa_or_ecdsa_key_only_shows_that_one() throws Exception {
        hosts.host("plain")
                .exec(
                        """
                        cd /etc/ssh
                        for type in rsa ecdsa; do
                            [ -e ssh_host_${type}_key ] ||
                                ssh-keygen -q -t $type -N '' -f ssh_host_${type}_key
                        done
                        for type in ed25519 rsa ecdsa; do
                            echo "HostKey /etc/ssh/ssh_host_${type}_key"
                        done >sshd_config.d/00-keys.conf
                        systemctl restart ssh
                        """);
        hosts.host("plain").sshReady(LIMIT);
        for (String type : List.of("rsa", "ecdsa")) {
            Path known = folder.resolve(type);
            String key =
                    hosts.host("plain").exec("cat /etc/ssh/ssh_host_" + type + "_key.pub").out();
            Files.writeString(known, hosts.host("plain").address() + " " + key);
            try (Wires wires = wires();
                    Wire wire =
                            wires.connect(
                                    target("plain", "-o", "UserKnownHostsFile=" + known), LIMIT)) {
                assertThat(run(wire, "id -un")).isEqualTo("ops\n");
            }
        }
    }

    @Test
    void a_revoked_key_is_refused_although_it_is_known_as_well() throws Exception {
        Path known = folder.resolve("known");
        String scanned =
                LocalCommand.of("ssh-keyscan", "-t", "ed25519", hosts.host("plain").address())
                        .expect()
                        .out();
        Files.writeString(known, scanned + "@revoked * " + scanned.split(" ", 2)[1]);

        assertThat(failure(target("plain", "-o", "UserKnownHostsFile=" + known)).why())
                .contains("revoked")
                .contains(known + ":2");
    }

    @Test
    void keys_of_each_kind_and_format_log_in() throws Exception {
        record Kind(String type, List<String> more) {}
        for (Kind kind :
                List.of(
                        new Kind("ed25519", List.of()),
                        new Kind("ecdsa", List.of()),
                        new Kind("rsa", List.of()),
                        new Kind("rsa", List.of("-m", "PEM")),
                        new Kind("ecdsa", List.of("-m", "PEM")),
                        new Kind("ecdsa", List.of("-m", "PKCS8")))) {
            Path key = keyPair(kind.type, "", kind.more.toArray(String[]::new));
            authorize(key);
            Files.delete(Path.of(key + ".pub"));
            try (Wires wires = wires();
                    Wire wire = wires.connect(withKey(key), LIMIT)) {
                assertThat(run(wire, "id -un")).as(kind.type).isEqualTo("ops\n");
            }
        }
    }

    @Test
    void a_passphrase_is_asked_for_once_and_again_only_where_it_was_wrong() throws Exception {
        Path key = keyPair("ed25519", "correct horse");
        authorize(key);
        List<Boolean> asked = new ArrayList<>();
        Passphrases passphrases =
                (file, again) -> {
                    asked.add(again);
                    return Optional.of((again ? "correct horse" : "wrong").toCharArray());
                };
        try (Wires wires = new Wires(passphrases);
                Wire one = wires.connect(withKey(key), LIMIT);
                Wire two = wires.connect(withKey(key), LIMIT)) {
            assertThat(two.isAlive() && one.isAlive()).isTrue();
        }
        assertThat(asked).containsExactly(false, true);
        Failure f = failure(withKey(key));
        assertThat(f.help()).isEqualTo("ssh-add " + key);
    }

    @Test
    void the_agent_logs_in_and_its_many_keys_do_not_use_up_the_tries() throws Exception {
        Path socket = folder.resolve("agent");
        Process agent =
                new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("agent.log").toFile())
                        .start();
        try {
            for (int i = 0; i < 200 && !Files.exists(socket); i++) {
                Thread.sleep(25);
            }
            for (int i = 0; i < 8; i++) {
                add(socket, keyPair("ed25519", ""));
            }
            Path rsa = keyPair("rsa", "");
            authorize(rsa);
            add(socket, rsa);
            // The lab's own key is in its configuration; without it only the agent can help.
            SshTarget only =
                    SshTarget.of("plain", hosts.host("plain").address())
                            .withArguments(
                                    List.of(
                                            "-F",
                                            "none",
                                            "-o",
                                            "User=ops",
                                            "-o",
                                            "UserKnownHostsFile=" + hosts.folder().knownHosts(),
                                            "-o",
                                            "IdentityAgent=" + socket));
            try (Wires wires = wires();
                    Wire wire = wires.connect(only, LIMIT)) {
                assertThat(run(wire, "id -un")).isEqualTo("ops\n");
            }
        } finally {
            agent.destroy();
        }
    }

    @Test
    void a_refused_login_names_the_key_and_how_to_put_it_there() throws Exception {
        Path key = keyPair("ed25519", "");

        Failure f = failure(withKey(key));

        assertThat(f.why()).contains(key.toString()).contains("user ops").contains("publickey");
        assertThat(f.help())
                .contains("ssh-copy-id -i " + key)
                .contains("ops@" + hosts.host("plain").address());
        SshTarget bare =
                new SshTarget(
                        "plain",
                        address("plain"),
                        OptionalInt.empty(),
                        Optional.of("ops"),
                        Optional.of(folder.resolve("nokey").toString()),
                        Optional.empty(),
                        Optional.empty(),
                        // All but the key.
                        withKey(key).arguments().subList(0, 8),
                        Optional.empty());
        assertThat(failure(bare).why()).contains(folder.resolve("nokey") + " does not exist");
    }

    @Test
    void a_password_logs_in_and_is_never_shown() throws Exception {
        hosts.host("port")
                .exec(
                        "echo 'ops:open sesame' | chpasswd; printf 'PasswordAuthentication yes\\n' >"
                                + " /etc/ssh/sshd_config.d/00-password.conf; systemctl restart ssh");
        hosts.host("port").sshReady(LIMIT);
        try (Wires wires = wires();
                Wire wire = wires.connect(withPassword("open sesame"), LIMIT)) {
            assertThat(run(wire, "id -un")).isEqualTo("ops\n");
        }
        Failure f = failure(withPassword("knock knock"));
        assertThat(f.why()).contains("the password");
        assertThat(f + f.help() + f.evidence()).doesNotContain("knock");
    }

    @Test
    void a_port_where_nothing_listens_and_a_name_that_does_not_exist_are_told_apart() {
        Failure refused =
                failure(
                        new SshTarget(
                                "plain",
                                address("plain"),
                                OptionalInt.of(1),
                                Optional.of("ops"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty()));
        assertThat(refused.why()).contains("connection refused").contains("port 1");

        assertThat(failure(SshTarget.of("gone", "no-such-host.invalid")).why())
                .contains("no-such-host.invalid has no address");
    }

    @Test
    void a_port_that_says_nothing_or_something_else_is_not_waited_for_longer_than_allowed()
            throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure(local(silent)).why()).contains("nothing follows within 1 s");
        }
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(web, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertThat(failure(local(web)).why()).contains("HTTP/1.1 400 Bad Request");
        }
        try (ServerSocket full = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(full, "Not allowed at this time\r\n"));
            Failure f = failure(local(full));
            assertThat(f.why()).contains("Not allowed at this time");
            assertThat(f.help()).contains("PerSourcePenalties");
        }
    }

    @Test
    void a_jump_host_in_trouble_is_named() {
        Failure f =
                failure(
                        SshTarget.of("inner", "192.0.2.1")
                                .withArguments(
                                        List.of("-F", "none", "-J", "ops@no-such-jump.invalid")));
        assertThat(f.what()).contains("inner").contains("no-such-jump.invalid");

        Failure through = failure(target("inner", "-o", "Port=1"));
        assertThat(through.why()).contains("jump does not get there").contains("refused");
    }

    @Test
    void a_broken_configuration_is_said_with_what_ssh_says() throws Exception {
        Path config = folder.resolve("config");
        Files.writeString(config, "Host *\n  NoSuchSetting yes\n");

        Failure f =
                failure(
                        SshTarget.of("plain", "plain")
                                .withArguments(List.of("-F", config.toString())));

        assertThat(f.why()).contains("line 2");
        assertThat(f.help()).contains("ssh -G -F " + config);
    }

    @Test
    void without_an_ssh_client_the_words_that_are_given_still_count() throws Exception {
        SettingsReader reader =
                new SettingsReader(
                        new Surroundings("eva", folder, Map.of()), folder.resolve("etc"));
        SshSettings settings =
                reader.read(
                        new SettingsReader.Question(
                                "web1",
                                OptionalInt.of(2222),
                                Optional.of("ops"),
                                Optional.of("~/key"),
                                List.of()));
        assertThat(settings.where()).isEqualTo("ops@web1:2222");
        assertThat(settings.identityFiles()).containsExactly(folder.resolve("key"));
    }

    @Test
    void waiting_for_a_connection_ends_when_the_thread_is_interrupted() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Wires wires = wires()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> wires.connect(local(silent), LIMIT))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    private static String address(String host) {
        return hosts.targets().stream()
                .filter(h -> h.name().equals(host))
                .findFirst()
                .orElseThrow()
                .address();
    }

    private static void answer(ServerSocket server, String words) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The test ends.
        }
    }

    private static SshTarget local(ServerSocket server) {
        return new SshTarget(
                "local",
                "127.0.0.1",
                OptionalInt.of(server.getLocalPort()),
                Optional.of("ops"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(Duration.ofSeconds(1)));
    }

    private static SshTarget withKey(Path key) {
        return SshTarget.of("plain", address("plain"))
                .withArguments(
                        List.of(
                                "-F",
                                "none",
                                "-l",
                                "ops",
                                "-o",
                                "IdentityAgent=none",
                                "-o",
                                "UserKnownHostsFile=" + hosts.folder().knownHosts(),
                                "-i",
                                key.toString()));
    }

    private static SshTarget withPassword(String password) {
        SshTarget target =
                SshTarget.of("port", address("port"))
                        .withArguments(
                                List.of(
                                        "-F",
                                        "none",
                                        "-o",
                                        "IdentityFile=none",
                                        "-o",
                                        "UserKnownHostsFile=" + hosts.folder().knownHosts()));
        return new SshTarget(
                target.name(),
                target.address(),
                OptionalInt.of(2222),
                Optional.of("ops"),
                Optional.empty(),
                Optional.of(new Value.Secret(new Value.Text(password))),
                Optional.empty(),
                target.arguments(),
                Optional.empty());
    }

    private Path keyPair(String type, String passphrase, String... more) throws Exception {
        Path key = folder.resolve("key" + System.nanoTime());
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                type,
                                "-N",
                                passphrase,
                                "-f",
                                key.toString()));
        words.addAll(List.of(more));
        LocalCommand.of(words.toArray(String[]::new)).expect();
        return key;
    }

    private static String publicKey(Path key) throws IOException {
        return Files.readString(Path.of(key + ".pub")).strip();
    }

    private static void authorize(Path key) throws Exception {
        assertThat(
                        hosts.host("plain")
                                .exec(
                                        "f=$(echo ~ops)/.ssh/authorized_keys; echo \"$1\" >> $f",
                                        publicKey(key))
                                .ok())
                .isTrue();
    }

    private static void add(Path socket, Path key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("ssh-add", "-q", key.toString());
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(builder.start().waitFor()).isZero();
    }
}
