package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every oddity that a host can be asked to have is felt over a real SSH login. */
final class HostOptionsIT {
    private static final String LAB = "options-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final String PASSWORD = "it's a $ecret\\";

    private static Docker docker;
    private static Hosts hosts;

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, new Shown());
        HostOptions plain = HostOptions.standard();
        hosts =
                Hosts.up(
                        docker,
                        CACHE,
                        LAB,
                        List.of(
                                new HostSpec("plain", plain),
                                new HostSpec(
                                        "asks",
                                        plain.withUser("eva")
                                                .withSudoPassword(PASSWORD)
                                                .withSudoLecture()),
                                new HostSpec(
                                        "odd",
                                        plain.withRootLogin()
                                                .withSshPort(2222)
                                                .withChattyBashrc()
                                                .withGermanLocale()
                                                .withNoexecTmp()),
                                new HostSpec(
                                        "fish",
                                        plain.withShell("/usr/bin/fish").withChattyBashrc()),
                                new HostSpec("sh", plain.withShell("/bin/sh"))),
                        new Shown());
    }

    @AfterAll
    static void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, new Shown());
    }

    @Test
    void a_plain_host_has_none_of_it() throws Exception {
        assertThat(
                        out(
                                "plain",
                                "id -un; sudo -n id -un; echo $0; printf '#!/bin/sh\\necho ran\\n' >/tmp/x;"
                                        + " chmod 755 /tmp/x; /tmp/x; rm /tmp/x"))
                .isEqualTo("ops\nroot\nbash\nran\n");
        assertThat(hosts.host("plain").ssh("ls /nope").run().err()).contains("No such file");
        assertThat(asRoot("plain").ok()).isFalse();
    }

    @Test
    void sudo_asks_for_the_password_and_lectures_first() throws Exception {
        Host host = hosts.host("asks");
        assertThat(host.user()).isEqualTo("eva");
        assertThat(host.ssh("sudo -n true").run().err()).contains("a password is required");
        assertThat(host.ssh("sudo -S -p asked: id -u").input("wrong\n").run().ok()).isFalse();

        LocalCommand.Result right =
                host.ssh("sudo -S -p asked: id -u").input(PASSWORD + "\n").run();

        assertThat(right.out()).isEqualTo("0\n");
        assertThat(right.err()).contains("asked:").contains("#1) Respect the privacy of others.");
        assertThat(host.toString() + HostOptions.standard().withSudoPassword(PASSWORD))
                .doesNotContain(PASSWORD);
    }

    @Test
    void root_may_log_in_where_asked() throws Exception {
        assertThat(asRoot("odd").out()).endsWith("0\n");
    }

    @Test
    void sshd_listens_on_its_own_port_alone() throws Exception {
        assertThat(hosts.host("odd").exec("ss -Hltn 'sport = :22'").out()).isEmpty();
        assertThat(hosts.host("odd").port()).isEqualTo(2222);
    }

    @Test
    void a_chatty_start_up_file_talks_before_the_command() throws Exception {
        assertThat(out("odd", "echo answer")).isEqualTo("Welcome to odd, mind the gap.\nanswer\n");
        assertThat(out("fish", "echo answer"))
                .isEqualTo("Welcome to fish, mind the gap.\nanswer\n");
    }

    @Test
    void a_german_host_answers_in_german() throws Exception {
        assertThat(hosts.host("odd").ssh("ls /nope").run().err())
                .contains("Datei oder Verzeichnis nicht gefunden");
        assertThat(hosts.host("odd").ssh("sudo ls /nope").run().err())
                .contains("Datei oder Verzeichnis nicht gefunden");
    }

    @Test
    void nothing_in_a_noexec_tmp_can_be_executed() throws Exception {
        LocalCommand.Result result = hosts.host("odd").ssh("cp /bin/true /tmp/x && /tmp/x").run();
        assertThat(result.ok()).isFalse();
        assertThat(result.err()).contains("Keine Berechtigung");
    }

    @Test
    void the_login_shell_is_the_one_asked_for() throws Exception {
        assertThat(out("fish", "set -q FISH_VERSION; and echo fish")).endsWith("fish\n");
        assertThat(out("sh", "readlink /proc/$$/exe")).isEqualTo("/usr/bin/dash\n");
    }

    private static String out(String host, String line) throws Exception {
        return hosts.host(host).ssh(line).expect().out();
    }

    private static LocalCommand.Result asRoot(String host) throws Exception {
        return LocalCommand.of(
                        "ssh",
                        "-F",
                        hosts.folder().sshConfig().toString(),
                        "-o",
                        "BatchMode=yes",
                        "-l",
                        "root",
                        host,
                        "id -u")
                .run();
    }
}
