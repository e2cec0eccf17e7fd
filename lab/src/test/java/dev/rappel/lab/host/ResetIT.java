package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.CacheFolder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host gets dirty in the ways in which tests make it dirty, and is clean again. */
final class ResetIT {
    private static final String LAB = "reset-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final HostOptions OPTIONS =
            HostOptions.standard().withSmallDisk("/var/lib/small", 4 << 20);

    private static final Host.Reset IN_PLACE = new Host.Reset(false, List.of());

    private static Docker docker;
    private static Host host;

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, new Shown());
        host =
                Hosts.up(docker, CACHE, LAB, List.of(new HostSpec("n1", OPTIONS)), new Shown())
                        .host("n1");
    }

    @AfterAll
    static void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, new Shown());
    }

    @Test
    void a_clean_host_stays_as_it_is() throws Exception {
        HostState before = HostState.of(host);

        assertThat(timed()).isEqualTo(IN_PLACE);
        assertThat(timed()).isEqualTo(IN_PLACE);

        assertThat(HostState.of(host).unlike(before)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // units of every kind, and what they leave
                """
                cat >/etc/systemd/system/made.service <<EOF
                [Service]
                ExecStart=/usr/bin/sleep 1000
                ExecStop=/usr/bin/sleep 1000
                Restart=always
                RuntimeDirectory=made
                StateDirectory=made
                [Install]
                WantedBy=multi-user.target
                EOF
                systemctl daemon-reload && systemctl enable --now made
                """,
                "systemd-run --unit=transient sleep 1000; systemd-run --scope --unit=sc true & sleep 1",
                "systemd-run --on-active=1000 --unit=ticking true",
                "systemd-run --unit=bad false; sleep 0.5",
                "mkdir -p /run/systemd/system; ln -s /dev/null /run/systemd/system/x.service",
                "mkdir -p /etc/systemd/system/ssh.service.d; printf '[Service]\\nNice=5\\n'"
                        + " >/etc/systemd/system/ssh.service.d/x.conf; systemctl daemon-reload;"
                        + " systemctl restart ssh",
                "systemctl mask --now systemd-logind",
                "systemctl stop ssh; systemctl disable ssh",
                // files
                "useradd -m etcd; mkdir -p /var/lib/etcd/member; echo x >/var/lib/etcd/member/snap;"
                        + " chown -R etcd /var/lib/etcd",
                "echo x >>/home/ops/.bashrc; chmod 700 /etc/ssh; chown ops /opt; rm -rf /etc/sudoers.d",
                "rm -rf /home/ops/.ssh /root /var/spool; mkdir /var/spool; touch /new '/a b\nc'",
                "cp /bin/true /usr/bin/etcd; echo '#!/bin/sh' >/usr/bin/curl; rm /usr/bin/less",
                "ln -sf /nowhere /usr/local/bin/etcd; mkfifo /srv/fifo; mv /etc/fstab /etc/fstab2",
                "touch -d 2001-01-01 /etc/passwd; rm /etc/ssh/ssh_host_ed25519_key*; ssh-keygen -A",
                // memory and mounts
                "touch /tmp/x /dev/shm/y /run/z /var/tmp/w '/tmp/with space'; mkdir -p /tmp/d/e",
                "head -c 3M /dev/zero >/var/lib/small/big",
                "mkdir /mnt/m; mount -t tmpfs none /mnt/m; touch /mnt/m/x; mount --bind /etc /srv",
                // network and names
                "nft add table inet cut; nft add chain inet cut in '{ type filter hook input"
                        + " priority 0; policy drop; }'",
                "tc qdisc add dev eth0 root tbf rate 1mbit burst 4kb latency 400ms",
                "hostname other; sed -i s/other/x/ /etc/hosts",
                "echo LANG=de_DE.UTF-8 >/etc/default/locale; localectl set-locale LANG=C.UTF-8",
            })
    void what_was_done_is_undone_without_a_boot(String dirt) throws Exception {
        HostState before = HostState.of(host);
        String boot = boot();

        host.script(dirt).within(Duration.ofSeconds(20)).run();
        assertThat(HostState.of(host).unlike(before)).as("the dirt is dirt").isNotEmpty();

        assertThat(timed()).isEqualTo(IN_PLACE);

        assertThat(HostState.of(host).unlike(before)).isEmpty();
        assertThat(host.exec("systemctl is-system-running").out()).isEqualTo("running\n");
        assertThat(boot()).isEqualTo(boot);
        assertThat(host.ssh("sudo -n id -u").expect().out()).isEqualTo("0\n");
    }

    @Test
    void a_session_and_what_it_left_running_are_ended() throws Exception {
        HostState before = HostState.of(host);
        host.ssh(
                        "systemd-run --user sleep 999; nohup sleep 998 >/dev/null 2>&1 & sudo loginctl enable-linger")
                .run();
        host.exec(
                "setsid sleep 1000 & setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done' &");
        assertThat(host.exec("pgrep -x sleep").out()).hasLineCount(4);

        assertThat(timed()).isEqualTo(IN_PLACE);

        assertThat(host.exec("pgrep -x sleep").out()).isEmpty();
        assertThat(HostState.of(host).unlike(before)).isEmpty();
    }

    @Test
    void the_journal_of_an_earlier_test_is_gone() throws Exception {
        host.exec("logger -t earlier a-line-of-an-earlier-test; journalctl --flush; sleep 0.3");
        assertThat(host.exec("journalctl -o cat").out()).contains("a-line-of-an-earlier-test");

        timed();

        assertThat(host.exec("journalctl -o cat").out())
                .doesNotContain("a-line-of-an-earlier-test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf /usr/share /usr/lib/python3 /usr/bin/ssh*",
                "ip address add 172.31.250.1/24 dev eth0",
                "chattr +i /etc/fstab; touch /opt/x; rm -f /usr/bin/find",
            })
    void what_cannot_be_undone_makes_the_same_host_anew(String dirt) throws Exception {
        HostState before = HostState.of(host);
        host.exec(dirt);

        assertThat(timed().booted()).isTrue();

        assertThat(host.ssh("hostname").expect().out()).isEqualTo("n1\n");
        assertThat(HostState.of(host).section("network")).isEqualTo(before.section("network"));
        assertThat(timed()).isEqualTo(IN_PLACE);
    }

    private static Host.Reset timed() throws Exception {
        long begin = System.nanoTime();
        Host.Reset how = host.reset();
        System.out.printf(
                Locale.ROOT, "reset %s: %.2f s%n", how, (System.nanoTime() - begin) / 1e9);
        return how;
    }

    private static String boot() throws Exception {
        return host.exec("stat -c %Y /proc/1; systemctl show -P UserspaceTimestampMonotonic").out();
    }
}
