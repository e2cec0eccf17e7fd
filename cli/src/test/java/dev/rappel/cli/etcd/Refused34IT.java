package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What does not come down from 3.5 to 3.4, and how that is said; the cluster serves on. */
final class Refused34IT {
    private static final int PUT_BACK = 8;
    private static final int BLOCKED = 4;
    private static final int FAILED = 3;

    private static TestSite site;
    private static TestRoll roll;
    private static Release old;

    @BeforeAll
    static void up() throws Exception {
        old = Playbook34.release(Playbook34.TOO_OLD);
        site = TestSite.up("e2e34-refused", 3, HostOptions.standard());
        roll = site.cluster(ClusterSpec.of(3, Playbook34.OLD).tls(Tls.mutual(KeyForm.PKCS8)));
    }

    @AfterAll
    static void down() throws Exception {
        if (site != null) {
            site.down();
        }
    }

    private static LocalCommand.Result run(Path playbook, String target, String... more)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("-y", "-e", "etcd_target=" + target));
        words.addAll(Arrays.asList(more));
        return roll.rappel("run", playbook, Playbook34.to(old, words.toArray(String[]::new)));
    }

    /** Three reasons of three kinds: the target, the cluster, one member's configuration. */
    @Test
    void a_patch_that_is_too_old_authentication_and_a_flag_without_translation_are_told_at_once()
            throws Exception {
        Host second = roll.host("etcd2");
        second.putText(
                """
                [Service]
                Environment=ETCD_PEER_CLIENT_CERT_FILE=/etc/etcd/pki/client.pem
                """,
                "/etc/systemd/system/etcd.service.d/zz-test.conf",
                "0644",
                "root:root");
        second.exec("systemctl daemon-reload");
        etcdctl("user", "add", "root", "--new-user-password=pw");
        etcdctl("user", "grant-role", "root", "root");
        etcdctl("auth", "enable");
        try {
            String before = roll.untouched();
            LocalCommand.Result run = run(Playbook34.SHIPPED, "3.4.31");
            assertThat(run.status()).isEqualTo(BLOCKED);
            assertThat(run.out() + run.err())
                    .contains("the target: 3.4.31 is too old a patch of 3.4")
                    .contains("take 3.4.32 or newer")
                    .contains("authentication is on, and etcd 3.4 and 3.5 do not store passwords")
                    .contains("first etcdctl auth disable and delete the users")
                    .contains(
                            "etcd2: ETCD_PEER_CLIENT_CERT_FILE=/etc/etcd/pki/client.pem"
                                    + " (/etc/systemd/system/etcd.service.d/zz-test.conf): etcd"
                                    + " 3.4 cannot use another certificate")
                    .contains("change or remove it by hand on all members");
            assertThat(roll.untouched()).isEqualTo(before);
        } finally {
            etcdctl("--user=root:pw", "auth", "disable");
            etcdctl("user", "delete", "root");
            second.exec("rm /etc/systemd/system/etcd.service.d/zz-test.conf");
            second.exec("systemctl daemon-reload");
        }
    }

    private static void etcdctl(String... words) throws Exception {
        LocalCommand.Result result = roll.cluster().etcdctl(words);
        assertThat(result.ok()).as(result.err()).isTrue();
    }

    /** The new program reads the new options before the old one is stopped. */
    @Test
    void a_program_that_does_not_take_its_options_is_found_out_before_anything_is_stopped()
            throws Exception {
        Map<String, String> before = roll.processes();
        LocalCommand.Result run = run(Playbook34.SHIPPED, "3.4.23", "-e", "etcd_any_patch=true");
        assertThat(run.status()).isEqualTo(FAILED);
        assertThat(run.out() + run.err())
                .contains("etcd 3.4.23 does not take the translated options")
                .contains("flag provided but not defined: -next-cluster-version-compatible");
        assertThat(roll.processes()).isEqualTo(before);
        assertThat(roll.cluster().status().whole()).isTrue();
    }

    /**
     * Without that option a 3.4 dies on the data of 3.5, and nothing warns before. The first
     * member&#39;s turn is only a restart, so that it is the second one that gets the new program.
     */
    @Test
    void a_3_4_that_does_not_start_on_the_second_member_is_put_back_with_the_reason_it_wrote()
            throws Exception {
        roll.lead("etcd3");
        Map<String, String> before = roll.processes();
        Path playbook = roll.written("turns.yml", Playbook34.turnByTurn());
        Path turns =
                roll.written(
                        "turns-inventory.yml",
                        """
                        etcd:
                          hosts:
                            etcd1: {turn: restart, restart_anyway: true}
                          vars: {turn: replace, restart_anyway: false}
                        """);
        LocalCommand.Result run;
        LoadReport felt;
        try (LoadClient clients = LoadClient.start(roll.load("refused/").perSecond(100))) {
            run = run(playbook, "3.4.23", "-i", turns.toString(), "-e", "etcd_any_patch=true");
            felt = clients.stop();
        }
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(PUT_BACK);
        assertThat(run.out() + run.err())
                .contains("etcd.service on etcd2 does not serve")
                .contains("lower than determined cluster version: 3.5");
        assertThat(felt.verdict()).as(felt.text()).isEqualTo(LoadReport.Verdict.KEPT);
        assertThat(roll.rolled(1)).containsExactly("etcd1");
        assertThat(roll.cluster().status().whole()).isTrue();
        assertThat(roll.versions().values()).containsOnly("3.5.33");
        assertThat(roll.leader()).isEqualTo("etcd3");
        Map<String, String> after = roll.processes();
        assertThat(after.get("etcd1")).isNotEqualTo(before.get("etcd1"));
        assertThat(after.get("etcd2")).isNotEqualTo(before.get("etcd2"));
        assertThat(after.get("etcd3")).isEqualTo(before.get("etcd3"));
        for (String host : roll.hosts()) {
            assertThat(roll.host(host).exec("/usr/local/bin/etcd --version").out())
                    .as(host)
                    .contains("etcd Version: 3.5.33");
        }
    }
}
