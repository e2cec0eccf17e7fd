package dev.rappel.cli.etcd;

import static dev.rappel.cli.etcd.TestSite.NEW;
import static dev.rappel.cli.etcd.TestSite.OLD;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way from 3.7 to 3.6, and what is already done when it begins. */
@Tag("slow")
final class DowngradeFaults37IT {
    private static TestSite site;

    private final List<LoadClient> counting = new ArrayList<>();

    @BeforeAll
    static void up() throws Exception {
        site = TestSite.up("it-faults37", 3, HostOptions.standard());
    }

    @AfterAll
    static void down() throws Exception {
        if (site != null) {
            site.down();
        }
    }

    /** Whatever went wrong: what a client was told to be written is there. */
    @AfterEach
    void nothing_acknowledged_is_lost() throws Exception {
        for (LoadClient clients : counting) {
            LoadReport felt = clients.stop();
            clients.close();
            System.out.println(felt.text());
            assertThat(felt.verdict()).as(felt.text()).isEqualTo(LoadReport.Verdict.KEPT);
        }
    }

    @Test
    void a_program_that_fails_on_the_second_member_is_put_back_and_cancel_brings_all_to_3_7()
            throws Exception {
        TestRoll roll = three();
        roll.lead("etcd3");
        cannotServe(roll.host("etcd2"), "3.6");

        LocalCommand.Result run = roll.run();

        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(8);
        assertThat(run.out() + run.err())
                .contains("etcd2", "open /etc/etcd/pki/server-key.pem: no such file or directory");
        assertThat(roll.rolled(1)).containsExactly("etcd1");
        assertThat(roll.versions())
                .isEqualTo(Map.of("etcd1", "3.6.14", "etcd2", "3.7.1", "etcd3", "3.7.1"));
        assertThat(roll.cluster().status().whole()).isTrue();
        assertThat(roll.cluster().etcdctl("put", "still", "here").ok()).isTrue();

        LocalCommand.Result cancel =
                roll.rappel("run", Command.PLAYBOOKS.resolve(TestRoll.CANCEL), "-y");

        assertThat(cancel.status()).as(cancel.out() + cancel.err()).isZero();
        roll.isWholly(OLD.toString());
        assertThat(roll.cluster().etcdctl("get", "still").out()).isEqualTo("still\nhere\n");
    }

    /** Between the plan and the run: the run sees it before it touches anything. */
    @Test
    void a_member_that_died_since_the_plan_is_named_and_nothing_is_touched() throws Exception {
        TestRoll roll = three();
        assertThat(roll.plan("--out", "plan.json").status()).isZero();
        roll.host("etcd3").exec("systemctl stop etcd");
        Map<String, String> before = roll.processes();

        LocalCommand.Result run = roll.runSaved("plan.json");

        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(4);
        assertThat(run.out()).contains("etcd does not run on etcd3");
        assertThat(roll.processes()).isEqualTo(before);
        assertThat(roll.host("etcd1").exec("test -e /var/lib/rappel/etcd").ok()).isFalse();
    }

    @Test
    void a_member_that_dies_before_the_first_stop_keeps_all_others_running() throws Exception {
        TestRoll roll = three();
        roll.lead("etcd3");
        FutureTask<LocalCommand.Result> run = roll.begin(waiting(roll));
        roll.until(run, () -> roll.isRolling());
        // The one that stays is not enough for a second to be away.
        roll.host("etcd2").exec("systemctl stop etcd");
        Map<String, String> before = roll.processes();
        roll.host("etcd1").exec("touch /run/go");

        nothingIsStopped(roll, run.get(), "etcd2", before);
        assertThat(roll.rolled(1)).isEmpty();
    }

    @Test
    void a_member_that_dies_between_two_turns_keeps_the_others_running() throws Exception {
        TestRoll roll = three();
        roll.lead("etcd3");
        roll.host("etcd1").exec("touch /run/go");
        FutureTask<LocalCommand.Result> run = roll.begin(waiting(roll));
        roll.until(run, () -> !roll.rolled(1).isEmpty());
        roll.host("etcd1").exec("systemctl stop etcd");
        Map<String, String> before = roll.processes();
        roll.host("etcd2").exec("touch /run/go");

        nothingIsStopped(roll, run.get(), "etcd1", before);
        assertThat(roll.rolled(1)).containsExactly("etcd1");
    }

    private static void nothingIsStopped(
            TestRoll roll, LocalCommand.Result run, String dead, Map<String, String> before)
            throws Exception {
        assertThat(run.status()).as(run.out() + run.err()).isNotZero();
        assertThat(run.out()).contains("not well: " + dead);
        assertThat(roll.processes()).isEqualTo(before);
        for (String host : roll.hosts()) {
            String installed = roll.host(host).exec("/usr/local/bin/etcd --version").out();
            assertThat(installed)
                    .as(host)
                    .contains(roll.rolled(1).contains(host) ? "3.6.14" : "3.7.1");
        }
    }

    /**
     * One member was swapped by hand after the downgrade was enabled, and all members have a
     * feature gate that only 3.7 knows.
     */
    @Test
    void a_roll_that_was_half_done_by_hand_does_only_what_is_left_and_a_gate_is_translated()
            throws Exception {
        TestRoll roll =
                counted(
                        site.cluster(
                                ClusterSpec.of(3, OLD)
                                        .tls(Tls.mutual(KeyForm.SEC1))
                                        .flag("feature-gates", "FastLeaseKeepAlive=true")));
        roll.lead("etcd3");
        assertThat(roll.cluster().etcdctl("downgrade", "enable", "3.6.0").ok()).isTrue();
        roll.storageIs("3.6.0");
        Release release = site.release(NEW);
        Host first = roll.host("etcd1");
        first.put(release.etcd(), "/usr/local/bin/etcd", "0755", "root:root");
        first.put(release.etcdctl(), "/usr/local/bin/etcdctl", "0755", "root:root");
        first.put(release.etcdutl().orElseThrow(), "/usr/local/bin/etcdutl", "0755", "root:root");
        LocalCommand.Result restarted =
                first.exec(
                        """
                        sed -i 's/ *--feature-gates=FastLeaseKeepAlive=true//' /etc/systemd/system/etcd.service
                        systemctl daemon-reload
                        systemctl restart etcd
                        """);
        assertThat(restarted.ok()).as(restarted.err()).isTrue();
        Map<String, String> before = roll.processes();

        LocalCommand.Result plan = roll.plan("--out", "plan.json", "-v");
        assertThat(plan.status()).as(plan.out() + plan.err()).isZero();
        assertThat(plan.out()).contains("2 restarts", "FastLeaseKeepAlive");
        LocalCommand.Result run = roll.runSaved("plan.json");

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        roll.isWholly(NEW.toString());
        Map<String, String> after = roll.processes();
        assertThat(after).containsEntry("etcd1", before.get("etcd1"));
        assertThat(after.get("etcd2")).isNotEqualTo(before.get("etcd2"));
        for (String host : roll.hosts()) {
            assertThat(roll.host(host).exec("tr '\\0' ' ' </proc/$(pidof etcd)/cmdline").out())
                    .startsWith("/usr/local/bin/etcd")
                    .doesNotContain("FastLeaseKeepAlive");
        }
    }

    /** The shipped playbook, each member's turn held up until there is a file on its host. */
    private static Path waiting(TestRoll roll) throws Exception {
        return roll.changed(
                "    - name: Replace the binary\n",
                """
                    - name: Wait for a word
                      wait_for:
                        path: /run/go

                    - name: Replace the binary
                """);
    }

    private TestRoll three() throws Exception {
        return counted(site.cluster(ClusterSpec.of(3, OLD).tls(Tls.mutual(KeyForm.PKCS8))));
    }

    /** With clients that write and read until the test is over. */
    private TestRoll counted(TestRoll roll) throws Exception {
        counting.add(LoadClient.start(roll.load("counted/").perSecond(100)));
        return roll;
    }

    /** As soon as etcd of this minor is to start there, its key is gone; another one finds it. */
    private static void cannotServe(Host host, String minor) throws Exception {
        host.putText(
                """
                [Service]
                ExecStartPre=+/bin/sh -c 'cd /etc/etcd/pki && if /usr/local/bin/etcd --version | grep -q "etcd Version: %s"; then mv server-key.pem gone.pem; else ! test -e gone.pem || mv gone.pem server-key.pem; fi'
                """
                        .formatted(minor),
                "/etc/systemd/system/etcd.service.d/zz-test.conf",
                "0644",
                "root:root");
        LocalCommand.Result reloaded = host.exec("systemctl daemon-reload");
        assertThat(reloaded.ok()).as(reloaded.err()).isTrue();
    }
}
