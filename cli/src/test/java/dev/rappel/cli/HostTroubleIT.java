package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.host.Fault;
import dev.rappel.lab.host.Faults;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with hosts and with files: each said once, plainly, before harm is done. */
final class HostTroubleIT {
    private static final String TOUCH =
            """
            - name: Touch
              hosts: all
              become: true
              tasks:
                - name: A mark
                  copy: {content: "touched\\n", dest: /srv/mark, mode: "0644"}
            """;
    private static final String LONG =
            """
            - name: Long
              hosts: all
              become: true
              strategy: {serial: 1}
              tasks:
                - name: A mark
                  copy: {content: "touched\\n", dest: /srv/mark, mode: "0644"}
                - name: Long work
                  command: sleep 60
            """;

    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void up() throws Exception {
        site = Site.up("proof5-trouble", 3, folder);
        site.write("touch.yml", TOUCH);
        site.write("long.yml", LONG);
    }

    @AfterAll
    static void down() throws Exception {
        site.down();
    }

    @BeforeEach
    void clean() throws Exception {
        site.reset();
    }

    private static LocalCommand.Result touch(String... more) throws Exception {
        String[] words = new String[5 + more.length];
        System.arraycopy(
                new String[] {"run", "--yes", "touch.yml", "-i", "hosts.yml"}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return site.rappel(words).run();
    }

    private static void nothingWasTouched() throws Exception {
        for (String host : new String[] {"host1", "host2", "host3"}) {
            assertThat(site.on(host, "ls /srv")).as(host).isEmpty();
        }
    }

    private static String line(String text, String part) {
        return text.lines().filter(l -> l.contains(part)).findFirst().orElse("");
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    /** A key pair of nobody's. */
    private static Path otherKey() throws Exception {
        Path key = folder.resolve("otherkey");
        if (!Files.exists(key)) {
            LocalCommand.Result _ =
                    LocalCommand.of(
                                    "ssh-keygen",
                                    "-q",
                                    "-t",
                                    "ed25519",
                                    "-N",
                                    "",
                                    "-f",
                                    key.toString())
                            .expect();
        }
        return key;
    }

    /** Lets ssh look for host keys in a file of the test's own. */
    private static Path knownHosts(String text) throws Exception {
        Path known = site.write("known_hosts", text);
        Path config =
                site.write(
                        "ssh_config",
                        Files.readString(site.sshConfig())
                                .replace(site.knownHosts().toString(), known.toString()));
        site.write("hosts.yml", site.inventory(config));
        return known;
    }

    @Test
    void a_host_key_that_changed_is_shown_with_both_fingerprints_and_the_command_that_mends_it()
            throws Exception {
        String address = site.host("host2").address();
        String other = Files.readString(Path.of(otherKey() + ".pub")).strip();
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readString(site.knownHosts()).lines().toList()) {
            lines.append(
                            line.contains(address)
                                    ? line.contains("ed25519") ? address + " " + other : ""
                                    : line)
                    .append('\n');
        }
        Path known = knownHosts(lines.toString());

        LocalCommand.Result result = touch();

        assertThat(result.status()).as(result.err()).isEqualTo(7);
        assertThat(result.err())
                .contains("cannot connect to host2 (ops@" + address + ":22)")
                .contains("its host key is not the known one")
                .contains("ssh-keygen -R " + address + " -f " + known)
                .contains("rappel: 1 of 3 hosts cannot be worked on; nothing was changed")
                .doesNotContain("NASTY", "\tat ", "Exception");
        assertThat(line(result.err(), "shown: ")).contains("SHA256:");
        assertThat(line(result.err(), "expected: "))
                .contains(fingerprint(Path.of(otherKey() + ".pub")));
        assertThat(line(result.err(), "shown: "))
                .contains(
                        site.on("host2", "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")
                                .split(" ", -1)[1]);
        nothingWasTouched();
    }

    private static String fingerprint(Path key) throws Exception {
        return LocalCommand.of("ssh-keygen", "-lf", key.toString())
                .expect()
                .out()
                .split(" ", -1)[1];
    }

    @Test
    void host_keys_that_nobody_knows_stand_together_each_with_its_fingerprint() throws Exception {
        String first = site.host("host1").address();
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readString(site.knownHosts()).lines().toList()) {
            lines.append(line.contains(first) ? line + "\n" : "");
        }
        knownHosts(lines.toString());

        LocalCommand.Result result = touch();

        assertThat(result.status()).as(result.err()).isEqualTo(7);
        assertThat(result.err())
                .contains("2 hosts: host2 host3")
                .contains("ssh-keyscan -t ed25519 " + site.host("host3").address())
                .contains("rappel: 2 of 3 hosts cannot be worked on; nothing was changed");
        assertThat(count(result.err(), "its host key is not known")).isEqualTo(2);
        nothingWasTouched();
    }

    @Test
    void a_user_whom_no_host_lets_in_is_said_once_for_all_hosts() throws Exception {
        LocalCommand.Result result = touch("-e", "ansible_user=nobody2");

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.err())
                .contains("3 hosts: host1 host2 host3")
                .contains("nobody2@" + site.host("host3").address() + ":22")
                .contains("help: ssh-copy-id -i ");
        assertThat(count(result.err(), "user nobody2 is refused with")).isEqualTo(1);
        assertThat(result.err().lines().count()).isLessThan(10);
        nothingWasTouched();
    }

    @Test
    void a_key_that_no_host_takes_is_named() throws Exception {
        Path key = otherKey();
        site.write(
                "ssh_config",
                Files.readString(site.sshConfig())
                        .replaceAll("IdentityFile .*", "IdentityFile " + key));
        site.write("hosts.yml", site.inventory(folder.resolve("ssh_config")));

        LocalCommand.Result result = touch();

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.err()).contains("user ops is refused with " + key);
        assertThat(count(result.err(), "is refused with")).isEqualTo(1);
        nothingWasTouched();
    }

    @Test
    void a_port_where_nothing_listens_is_named_with_the_host_it_belongs_to() throws Exception {
        site.write(
                "hosts.yml",
                site.inventory()
                        .replaceAll("(host3: .ansible_host: [0-9.]+)", "$1, ansible_port: 2299"));

        LocalCommand.Result result = touch();

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.err())
                .contains("cannot connect to host3 (ops@" + site.host("host3").address() + ":2299)")
                .contains("connection refused: nothing listens on port 2299 there")
                .contains("rappel: 1 of 3 hosts cannot be worked on; nothing was changed");
        nothingWasTouched();
    }

    @Test
    void a_host_that_hangs_is_given_up_on_and_nothing_is_begun_on_the_others() throws Exception {
        Host hung = site.host("host2");
        Faults.inject(hung, new Fault.Pause());
        LocalCommand.Result result;
        try {
            result = touch();
        } finally {
            Faults.undo(hung, new Fault.Pause());
        }

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.err())
                .contains("cannot connect to host2 (ops@" + hung.address() + ":22)")
                .contains("the port answers, but nothing follows within 10 s");
        nothingWasTouched();
    }

    @Test
    void sudo_that_wants_a_password_is_said_once_for_all_hosts_and_never_asked_for()
            throws Exception {
        for (String host : new String[] {"host1", "host2", "host3"}) {
            site.on(
                    host,
                    "rm /etc/sudoers.d/lab; echo 'ops ALL=(ALL) ALL' >/etc/sudoers.d/ops;"
                            + " echo ops:geheim7x | chpasswd");
        }

        LocalCommand.Result none = touch();
        LocalCommand.Result wrong = touch("-e", "ansible_become_password=falsch99");

        assertThat(none.status()).as(none.err()).isEqualTo(7);
        assertThat(none.err())
                .contains("3 hosts: host1 host2 host3")
                .contains("host2: sudo does not let ops act as root")
                .contains("-K or the variable ansible_become_password")
                .contains("rappel: 3 of 3 hosts cannot be worked on; nothing was changed");
        assertThat(count(none.err(), "sudo asks for a password and none was given")).isEqualTo(1);
        assertThat(wrong.status()).as(wrong.err()).isEqualTo(7);
        assertThat(wrong.err())
                .contains("sudo did not take the password")
                .doesNotContain("falsch99");
        nothingWasTouched();

        LocalCommand.Result right = touch("-e", "ansible_become_password=geheim7x");
        assertThat(right.status()).as(right.err()).isZero();
        assertThat(right.out() + right.err()).doesNotContain("geheim7x");
    }

    @Test
    void sudo_that_is_refused_on_one_host_keeps_the_others_untouched() throws Exception {
        site.on("host2", "rm /etc/sudoers.d/lab");

        LocalCommand.Result result = touch();

        assertThat(result.status()).as(result.err()).isEqualTo(7);
        assertThat(result.err())
                .contains("host2: sudo does not let ops act as root")
                .contains("rappel: 1 of 3 hosts cannot be worked on; nothing was changed");
        nothingWasTouched();
    }

    @Test
    void
            a_connection_that_dies_in_the_middle_of_a_task_has_that_host_put_back_and_leaves_the_others_alone()
                    throws Exception {
        Path output = folder.resolve("long.txt");
        Process run = site.started(output, "run", "--yes", "long.yml", "-i", "hosts.yml");
        while (site.on("host1", "pgrep -x sleep").isBlank()) {
            assertThat(run.isAlive()).as(Files.readString(output)).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        site.on("host1", "pkill -9 -u ops sshd");

        assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String shown = Files.readString(output);
        assertThat(run.exitValue()).as(shown).isEqualTo(8);
        assertThat(shown)
                .contains("the connection was lost in the middle of Long work")
                .contains("what was still running of it was ended; it may have been done in part")
                .contains("✓ host1  is as it was before")
                .contains("< host1  put back as it was")
                .contains("- host2  not touched")
                .contains("- host3  not touched")
                .doesNotContain("\tat ");
        assertThat(site.on("host1", "pgrep -x sleep")).isEmpty();
        nothingWasTouched();
    }

    @Test
    void a_host_that_stops_answering_in_the_middle_of_a_task_stays_in_the_summary()
            throws Exception {
        Path output = folder.resolve("frozen.txt");
        site.write(
                "hosts.yml",
                site.inventory()
                        .replace(
                                "-F " + site.sshConfig(),
                                "-F "
                                        + site.sshConfig()
                                        + " -o ServerAliveInterval=2 -o ServerAliveCountMax=2 -o"
                                        + " ConnectTimeout=3"));
        Host host = site.host("host1");
        Process run = site.started(output, "run", "--yes", "long.yml", "-i", "hosts.yml");
        try {
            while (site.on("host1", "pgrep -x sleep").isBlank()) {
                assertThat(run.isAlive()).as(Files.readString(output)).isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            Faults.inject(host, new Fault.Pause());
            assertThat(run.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            Faults.undo(host, new Fault.Pause());
        }
        String shown = Files.readString(output);
        assertThat(run.exitValue()).as(shown).isEqualTo(7);
        assertThat(shown)
                .contains("✗ host1  cannot be reached")
                .contains("- host2  not touched")
                .contains("cannot connect to host1 (ops@" + host.address() + ":22)")
                .contains("once host1 answers again, look at what was begun there")
                .contains("\"A mark\": /srv/mark")
                .contains(
                        "\"Long work\": sleep  runs sleep 60 (perhaps done in part, perhaps still running)");
        assertThat(site.on("host2", "ls /srv") + site.on("host3", "ls /srv")).isEmpty();
    }

    /** Counts who connects, and hangs up. */
    private static final class Recorder implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger seen = new AtomicInteger();

        Recorder() throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            while (!socket.isClosed()) {
                try (Socket one = socket.accept()) {
                    seen.addAndGet(one.isConnected() ? 1 : 0);
                } catch (IOException closed) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void what_files_alone_can_tell_is_told_before_the_first_connection() throws Exception {
        site.write(
                "wrong.yml",
                """
                - name: All sorts
                  hosts: all
                  vars: {greeting: hello}
                  tasks:
                    - name: Good
                      command: touch /tmp/good
                    - name: Missing variable
                      copy: {dest: /home/ops/x, content: "{{greting}}\\n"}
                    - name: Wrong argument
                      file: {path: /home/ops/d, state: directory, mod: "0755"}
                    - name: Wrong value
                      file: {path: /home/ops/d, state: dir, mode: "9x9"}
                    - name: Unknown module
                      flie: {path: /home/ops/d}
                """);
        try (Recorder recorder = new Recorder()) {
            site.write(
                    "recorded.yml",
                    "all:\n  hosts:\n    h1: {ansible_host: 127.0.0.1, ansible_port: "
                            + recorder.socket.getLocalPort()
                            + "}\n");

            LocalCommand.Result wrong =
                    site.rappel("run", "--yes", "wrong.yml", "-i", "recorded.yml").run();

            assertThat(wrong.status()).as(wrong.err()).isEqualTo(65);
            assertThat(recorder.seen).hasValue(0);
            assertThat(wrong.err())
                    .contains("wrong.yml:8:", "`greting`", "`greeting`")
                    .contains("wrong.yml:10:", "`mod`", "`mode`")
                    .contains("wrong.yml:12:", "`dir`", "directory", "9x9")
                    .contains("wrong.yml:14:", "`flie`", "`file`")
                    .doesNotContain("\tat ");

            // The recorder does see those that come.
            LocalCommand.Result right =
                    site.rappel("run", "--yes", "touch.yml", "-i", "recorded.yml").run();
            assertThat(right.status()).as(right.err()).isEqualTo(7);
            assertThat(recorder.seen.get()).isPositive();
        }
    }
}
