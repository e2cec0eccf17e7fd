package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An upgrade from 3.4 to 3.5 that was left half done is taken back: two members run 3.5, one still
 * 3.4, and so the cluster's version is still 3.4. This is a real roll from 3.5 to 3.4, with members
 * of both side by side, that even an old 3.4 can take part in: all but the lowering of the
 * cluster's version, and the option that the old one does not know.
 */
@Tag("slow")
final class Return34IT {
    private static final EtcdVersion OLD = new EtcdVersion(3, 4, 23);
    private static final EtcdVersion NEW = new EtcdVersion(3, 5, 33);
    private static final Path PLAYBOOK = ClusterUnderTest.playbook("etcd-downgrade-3.5-to-3.4.yml");

    @Test
    void what_is_left_of_a_mixed_cluster_goes_back_the_leader_last_and_nothing_is_lost()
            throws Exception {
        ReleaseStore store = ReleaseStore.ofThisUser();
        Release old = store.get(OLD, Arch.here(), Progress.SILENT);
        Release next = store.get(NEW, Arch.here(), Progress.SILENT);
        ClusterUnderTest site =
                new ClusterUnderTest(
                        "e2e34-back", ClusterSpec.of(3, OLD).tls(Tls.mutual(KeyForm.PKCS8)));
        try {
            for (String name : List.of("etcd1", "etcd2")) {
                Host host = site.host(name);
                host.put(next.etcd(), "/usr/local/bin/etcd", "0755", "root:root");
                assertThat(host.exec("systemctl restart etcd").ok()).isTrue();
                site.leader();
            }
            long cost = site.handOverCost();
            if (site.leader().equals("etcd3")) { // a member of 3.5 shall lead
                assertThat(site.host("etcd3").exec("systemctl restart etcd").ok()).isTrue();
            }
            String leader = site.leader();
            assertThat(leader).isNotEqualTo("etcd3");
            assertThat(site.versions()).containsExactly("3.5.33", "3.5.33", "3.4.23");

            Path playbook = site.written("back.yml", Playbook34.withoutConfiguration(PLAYBOOK));
            String[] words = {
                "-e", "etcd_archive=" + old.archive(),
                "-e", "etcd_target=3.4.23",
                "-e", "etcd_any_patch=true"
            };
            LoadReport report;
            try (LoadClient client =
                    LoadClient.start(site.load().perSecond(ClusterUnderTest.RATE))) {
                String[] run = {"-y", words[0], words[1], words[2], words[3], words[4], words[5]};
                LocalCommand.Result done = site.rappel("run", playbook, run);
                report = client.stop();
                assertThat(done.status()).as(done.out() + done.err()).isZero();
                assertThat(done.out())
                        .contains("2 restarts, 0 blocked")
                        .contains(leader + "  Let another member lead: leadership");
            }
            System.out.println(report.text());
            assertThat(report.ok()).as(report.text()).isTrue();
            assertThat(report.leadership().changes()).isEqualTo(1);
            assertThat(report.writes().failed() + report.reads().failed())
                    .isLessThanOrEqualTo(cost);
            assertThat(site.versions()).containsOnly("3.4.23");

            String[] again = {
                "--no-save",
                "--detailed-exitcode",
                words[0],
                words[1],
                words[2],
                words[3],
                words[4],
                words[5]
            };
            assertThat(site.rappel("plan", playbook, again).status()).isZero();
        } finally {
            site.close();
        }
    }
}
