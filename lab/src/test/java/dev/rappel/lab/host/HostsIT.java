package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs of hosts on a real Docker, from up to down. */
final class HostsIT {
    private static final String LAB = "hosts-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();

    private static Docker docker;

    @BeforeAll
    static void docker() throws Exception {
        docker = Docker.ready(CACHE, new Shown());
    }

    @AfterEach
    void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, Progress.SILENT);
        nothingIsLeft();
    }

    @Test
    void three_hosts_boot_side_by_side_and_let_their_user_in() throws Exception {
        Hosts hosts = up(HostSpec.standard("n1"), HostSpec.standard("n2"), HostSpec.standard("n3"));

        for (Host host : hosts.all()) {
            assertThat(host.ssh("hostname; sudo -n id -u").expect().out())
                    .isEqualTo(host.name() + "\n0\n");
            assertThat(host.exec("systemctl is-system-running").out()).isEqualTo("running\n");
            assertThat(host.exec("command -v python3 python perl-modules").out()).isEmpty();
        }
        assertThat(hosts.host("n1").exec("getent hosts n2").out())
                .startsWith(hosts.host("n2").address());
        assertThat(hosts.host("n1").exec("cat /etc/machine-id").out())
                .isNotEqualTo(hosts.host("n2").exec("cat /etc/machine-id").out());

        // The truth is Docker's: the same hosts are found by name alone.
        assertThat(Hosts.labs(docker)).contains(LAB);
        assertThat(Hosts.of(docker, CACHE, LAB).orElseThrow().all())
                .extracting(Host::toString)
                .isEqualTo(hosts.all().stream().map(Host::toString).toList());

        assertThatThrownBy(() -> up(HostSpec.standard("n1")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.REFUSED))
                .hasMessageContaining("there is a lab named hosts-it already");
        assertThat(hosts.host("n3").ssh("true").run().ok()).isTrue();
    }

    @Test
    void a_host_key_that_changed_is_not_accepted() throws Exception {
        Host host = up(HostSpec.standard("n1")).host("n1");
        host.exec("rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh");

        assertThat(host.ssh("true").run().err()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
    }

    @Test
    void files_arrive_whole_with_their_rights(@TempDir Path folder) throws Exception {
        Host host = up(HostSpec.standard("n1")).host("n1");
        Path big = folder.resolve("big file");
        Files.write(big, new byte[30_000_000], StandardOpenOption.CREATE);

        host.put(big, "/usr/local/lib/new folder/big", "0755", "ops:root");
        host.putText("käse\n", "/tmp/it's", "0600", "root:root");
        // Over a file that runs: it is replaced, not written into.
        host.exec("cp /bin/sleep /opt/runs; setsid /opt/runs 100 &");
        host.putText("x", "/opt/runs", "0644", "root:root");

        assertThat(host.exec("cd '/usr/local/lib/new folder'; stat -c '%a %U %s %n' *").out())
                .isEqualTo("755 ops 30000000 big\n");
        assertThat(host.exec("cat \"/tmp/it's\"").out()).isEqualTo("käse\n");
        assertThatThrownBy(() -> host.putText("x", "/tmp/y", "0600", "nobody-there"))
                .hasMessageContaining("cannot put /tmp/y on host n1");
        assertThat(host.exec("ls /tmp/y*").ok()).isFalse();
    }

    @Test
    void hosts_behind_a_jump_host_are_reached_through_it_alone() throws Exception {
        Hosts hosts =
                up(
                        new HostSpec("n1", HostOptions.standard().withBehindJump()),
                        new HostSpec(
                                "n2", HostOptions.standard().withBehindJump().withSshPort(2222)));

        assertThat(hosts.all()).extracting(Host::name).containsExactly("jump", "n1", "n2");
        assertThat(hosts.targets()).extracting(Host::name).containsExactly("n1", "n2");
        for (Host host : hosts.targets()) {
            assertThat(host.ssh("hostname").expect().out()).isEqualTo(host.name() + "\n");
            String direct =
                    "timeout 2 bash -c '</dev/tcp/" + host.address() + "/" + host.port() + "'";
            assertThat(LocalCommand.of("sh", "-c", direct).run().ok()).isFalse();
            Faults.inject(host, new Fault.Reboot());
            assertThat(LocalCommand.of("sh", "-c", direct).run().ok()).isFalse();
            assertThat(host.reset()).isEqualTo(new Host.Reset(false, List.of()));
            assertThat(LocalCommand.of("sh", "-c", direct).run().ok()).isFalse();
        }
    }

    @Test
    void the_network_gives_way_to_what_is_there() throws Exception {
        docker.command("network", "create", "--subnet", "172.30.0.0/17", "rappel-host-it-taken")
                .expect();
        try {
            assertThat(up(HostSpec.standard("n1")).host("n1").address())
                    .startsWith("172.30.1")
                    .satisfies(a ->
                            assertThat(Integer.parseInt(a.split("\\.", -1)[2])).isGreaterThan(127));
        } finally {
            Hosts.down(docker, CACHE, LAB, Progress.SILENT);
            docker.command("network", "rm", "rappel-host-it-taken").expect();
        }
    }

    @Test
    void an_interrupted_start_leaves_nothing() throws Exception {
        CountDownLatch booting = new CountDownLatch(1);
        Progress notice =
                what -> {
                    if (what.startsWith("booting")) {
                        booting.countDown();
                    }
                    return new Progress.Step() {};
                };
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread user =
                new Thread(() -> {
                    try {
                        Hosts.up(
                                docker,
                                CACHE,
                                LAB,
                                List.of(HostSpec.standard("n1"), HostSpec.standard("n2")),
                                notice);
                    } catch (Failure | InterruptedException e) {
                        end.set(e);
                    }
                });
        user.start();
        booting.await();
        while (docker.lines("ps", "-aq", "--filter", "label=" + Labels.LAB + "=" + LAB).isEmpty()) {
            Thread.onSpinWait();
        }
        user.interrupt();
        user.join();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        nothingIsLeft();
    }

    @Test
    void what_a_killed_start_left_is_named_and_removed() throws Exception {
        Network.make(docker, LAB, "another attempt");

        assertThatThrownBy(() -> up(HostSpec.standard("n1")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        f -> assertThat(f.help()).contains("lab down --name hosts-it"));
        Hosts.down(docker, CACHE, LAB, Progress.SILENT);
        nothingIsLeft();
    }

    @Test
    void down_twice_and_down_of_paused_hosts_are_fine() throws Exception {
        Host host = up(HostSpec.standard("n1")).host("n1");
        Faults.inject(host, new Fault.Pause());

        assertThat(Hosts.down(docker, CACHE, LAB, Progress.SILENT)).isEqualTo(1);
        assertThat(Hosts.down(docker, CACHE, LAB, Progress.SILENT)).isZero();
    }

    private static Hosts up(HostSpec... specs) throws Exception {
        return Hosts.up(docker, CACHE, LAB, List.of(specs), new Shown());
    }

    private static void nothingIsLeft() throws Exception {
        String label = "label=" + Labels.LAB + "=" + LAB;
        assertThat(docker.lines("ps", "-aq", "--filter", label)).isEmpty();
        assertThat(docker.lines("network", "ls", "-q", "--filter", label)).isEmpty();
        assertThat(CACHE.labs().resolve(LAB)).doesNotExist();
    }
}
