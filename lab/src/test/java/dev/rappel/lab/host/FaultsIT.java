package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each fault is felt, is found, and is gone when it is undone. */
final class FaultsIT {
    private static final String LAB = "faults-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();

    private static Docker docker;
    private static Host one;
    private static Host two;

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, new Shown());
        HostOptions small = HostOptions.standard().withSmallDisk("/var/lib/small", 8 << 20);
        Hosts hosts =
                Hosts.up(
                        docker,
                        CACHE,
                        LAB,
                        List.of(new HostSpec("n1", small), HostSpec.standard("n2")),
                        new Shown());
        one = hosts.host("n1");
        two = hosts.host("n2");
    }

    @AfterAll
    static void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, new Shown());
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        Faults.undoAll(one);
        assertThat(Faults.active(one)).isEmpty();
        assertThat(login()).isTrue();
    }

    @Test
    void a_paused_host_answers_nobody_until_it_goes_on() throws Exception {
        Fault fault = new Fault.Pause();
        inject(fault);
        assertThat(login()).isFalse();

        Faults.undo(one, fault);
        assertThat(login()).isTrue();
    }

    @Test
    void a_killed_host_boots_when_it_is_undone() throws Exception {
        Fault fault = new Fault.Kill();
        one.exec("touch /var/lib/survives /tmp/vanishes");
        inject(fault);
        assertThat(login()).isFalse();

        Faults.undo(one, fault);
        assertThat(one.ssh("ls /var/lib/survives /tmp/vanishes").run().out())
                .isEqualTo("/var/lib/survives\n");
        one.exec("rm /var/lib/survives");
    }

    @Test
    void a_reboot_comes_back_by_itself_as_the_same_host() throws Exception {
        String before = one.exec("cat /etc/machine-id; stat -c %Z /proc/1").out();

        Faults.inject(one, new Fault.Reboot());
        String after = one.exec("cat /etc/machine-id; stat -c %Z /proc/1").out();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.lines().findFirst()).isEqualTo(before.lines().findFirst());

        // The way an operator does it, too.
        one.ssh("sudo systemctl reboot").run();
        one.sshReady(Duration.ofSeconds(60));
    }

    @Test
    void a_host_that_is_cut_off_reaches_itself_only() throws Exception {
        assertThat(reaches(one, two, 22)).isTrue();

        inject(new Fault.CutOff());

        assertThat(login()).isFalse();
        assertThat(reaches(one, two, 22)).isFalse();
        assertThat(one.exec("ping -c 1 -W 1 127.0.0.1").ok()).isTrue();

        Faults.undo(one, new Fault.CutOff());
        assertThat(reaches(two, one, 22)).isTrue();
    }

    @Test
    void cut_ports_are_cut_both_ways_and_the_others_are_not() throws Exception {
        for (Host host : List.of(one, two)) {
            for (String port : List.of("2379", "2380")) {
                host.exec(
                        "systemd-run -q --unit=listen-$1 /usr/sbin/sshd -D -p $1; until ss -Hltn \"sport = :$1\" | grep -q .; do sleep 0.05; done",
                        port);
            }
        }
        for (Host host : List.of(one, two)) {
            assertThat(reaches(host == one ? two : one, host, 2380)).isTrue();
        }

        inject(new Fault.CutPorts(List.of(2380)));
        assertThat(reaches(one, two, 2380)).isFalse();
        assertThat(reaches(two, one, 2380)).isFalse();
        assertThat(reaches(one, two, 2379)).isTrue();
        assertThat(reaches(two, one, 2379)).isTrue();
        assertThat(login()).isTrue();

        inject(new Fault.CutPorts(List.of(2380, 2379)));
        assertThat(reaches(two, one, 2379)).isFalse();

        Faults.undo(one, new Fault.CutPorts(List.of(2379)));
        assertThat(reaches(two, one, 2379)).isTrue();
        two.reset();
        one.reset();
    }

    @Test
    void a_full_file_system_takes_no_more_and_the_machines_own_is_never_filled() throws Exception {
        one.exec("mkdir /var/lib/small/etcd");
        Fault fault = new Fault.FillDisk("/var/lib/small/etcd", 65_536);
        Faults.inject(one, fault);

        assertThat(Faults.active(one))
                .containsExactly(new Fault.FillDisk("/var/lib/small", 65_536));
        assertThat(one.exec("head -c 40000 /dev/zero >/var/lib/small/a").ok()).isTrue();
        assertThat(one.exec("head -c 80000 /dev/zero >/var/lib/small/b").err())
                .contains("No space left on device");

        Faults.undo(one, fault);
        assertThat(one.exec("head -c 800000 /dev/zero >/var/lib/small/b").ok()).isTrue();

        assertThatThrownBy(() -> Faults.inject(one, new Fault.FillDisk("/var/lib", 4096)))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.REFUSED))
                .hasMessageContaining("this machine's own disk");
    }

    @Test
    void sshd_stopped_closes_the_port_and_sshd_refusing_does_not() throws Exception {
        inject(new Fault.BreakSshd(Fault.Sshd.STOPPED));
        assertThat(one.ssh("true").run().err()).contains("Connection refused");
        Faults.undo(one, new Fault.BreakSshd(Fault.Sshd.STOPPED));

        inject(new Fault.BreakSshd(Fault.Sshd.REFUSING));
        assertThat(one.ssh("true").run().err()).contains("Permission denied");
    }

    @Test
    void a_narrow_network_takes_the_time_that_its_rate_says() throws Exception {
        Fault fault = new Fault.NarrowNetwork(100_000);
        possible(fault);
        inject(fault);
        assertThat(one.ssh("head -c 200000 /dev/zero | tr '\\0' x").expect().out().strip())
                .hasSize(200_000);
        assertThat(one.exec("tc -s qdisc show dev eth0").out())
                .contains("overlimits")
                .doesNotContain("overlimits 0");
    }

    @Test
    void a_slow_network_delays_each_packet() throws Exception {
        Fault fault = new Fault.SlowNetwork(Duration.ofMillis(200));
        possible(fault);
        inject(fault);
        assertThat(
                        two.exec("ping -c 2 n1 | sed -n 's/.*min.*= \\([0-9]*\\)\\..*/\\1/p'")
                                .out()
                                .strip())
                .satisfies(ms -> assertThat(Integer.parseInt(ms)).isGreaterThanOrEqualTo(200));
    }

    @Test
    void what_the_kernel_cannot_do_is_refused_with_the_reason() throws Exception {
        Fault fault = new Fault.SlowNetwork(Duration.ofMillis(50));
        assumeTrue(Faults.impossible(one, fault).isPresent(), "this kernel has netem");
        assertThatThrownBy(() -> Faults.inject(one, fault))
                .hasMessageContaining("this kernel has no netem");
        assertThat(one.exec("tc qdisc show dev eth0").out()).doesNotContain("netem");
    }

    @Test
    void a_slow_disk_takes_the_time_that_its_rate_says() throws Exception {
        Fault fault = new Fault.SlowDisk(500_000);
        possible(fault);
        inject(fault);
        // A lower bound: a machine that is busy is slower, never faster.
        String sync =
                "start=$(date +%s%N); dd if=/dev/zero of=/var/t bs=64k count=16 oflag=dsync 2>/dev/null;"
                        + " echo $((($(date +%s%N) - start) / 1000000)); rm /var/t";
        assertThat(Integer.parseInt(one.exec(sync).out().strip())).isGreaterThan(1500);
    }

    @Test
    void a_reset_undoes_whatever_there_is() throws Exception {
        HostState clean = HostState.of(one);
        Faults.inject(one, new Fault.CutOff());
        Faults.inject(one, new Fault.BreakSshd(Fault.Sshd.REFUSING));
        Faults.inject(one, new Fault.FillDisk("/var/lib/small", 4096));
        Faults.inject(one, new Fault.NarrowNetwork(100_000));
        Faults.inject(one, new Fault.Pause());

        assertThat(one.reset()).isEqualTo(new Host.Reset(false, List.of()));

        assertThat(Faults.active(one)).isEmpty();
        assertThat(HostState.of(one).unlike(clean)).isEmpty();
    }

    private static void inject(Fault fault) throws Exception {
        Faults.inject(one, fault);
        assertThat(Faults.active(one)).containsExactly(fault);
    }

    private static void possible(Fault fault) throws Exception {
        Optional<String> reason = Faults.impossible(one, fault);
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
    }

    private static boolean login() throws Exception {
        return LocalCommand.of(
                        "ssh",
                        "-F",
                        one.folder().sshConfig().toString(),
                        "-o",
                        "ConnectTimeout=2",
                        "n1",
                        "true")
                .within(Duration.ofSeconds(10))
                .run()
                .ok();
    }

    private static boolean reaches(Host from, Host to, int port) throws Exception {
        return from.exec(
                        "timeout 2 bash -c \"</dev/tcp/$1/$2\"", to.address(), String.valueOf(port))
                .ok();
    }
}
