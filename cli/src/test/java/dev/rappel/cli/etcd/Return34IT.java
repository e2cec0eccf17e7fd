package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.load.LoadSpec;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.Release;
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
    /** Calls a second, of writers and of readers. */
    private static final int RATE = 300;

    private static final String ANY = "etcd_any_patch=true";

    @Test
    void what_is_left_of_a_mixed_cluster_goes_back_the_leader_last_and_nothing_is_lost()
            throws Exception {
        Release old = Playbook34.release(Playbook34.TOO_OLD);
        Release next = Playbook34.release(Playbook34.OLD);
        TestSite site = TestSite.up("e2e34-back", 3, HostOptions.standard());
        try {
            TestRoll roll =
                    site.cluster(ClusterSpec.of(3, old.version()).tls(Tls.mutual(KeyForm.PKCS8)));
            for (String name : List.of("etcd1", "etcd2")) {
                Host host = roll.host(name);
                host.put(next.etcd(), "/usr/local/bin/etcd", "0755", "root:root");
                assertThat(host.exec("systemctl restart etcd").ok()).isTrue();
                roll.leader();
            }
            LoadSpec load = roll.load("back/").perSecond(RATE);
            long cost = HandOver.cost(roll, load);
            roll.lead("etcd2");
            assertThat(roll.leader()).isEqualTo("etcd2");
            assertThat(roll.versions().values()).containsExactly("3.5.33", "3.5.33", "3.4.23");

            Path playbook = roll.written("back.yml", Playbook34.withoutConfiguration());
            LoadReport report;
            try (LoadClient client = LoadClient.start(load)) {
                LocalCommand.Result done =
                        roll.rappel("run", playbook, Playbook34.to(old, "-y", "-e", ANY));
                report = client.stop();
                assertThat(done.status()).as(done.out() + done.err()).isZero();
                assertThat(done.out())
                        .contains("2 restarts, 0 blocked")
                        .contains("etcd2  Let another member lead: leadership");
            }
            System.out.println(report.text());
            assertThat(report.ok()).as(report.text()).isTrue();
            assertThat(report.leadership().changes()).isEqualTo(1);
            assertThat(report.writes().failed() + report.reads().failed())
                    .isLessThanOrEqualTo(cost);
            assertThat(roll.versions().values()).containsOnly("3.4.23");

            LocalCommand.Result again =
                    roll.rappel(
                            "plan",
                            playbook,
                            Playbook34.to(old, "-e", ANY, "--no-save", "--detailed-exitcode"));
            assertThat(again.status()).as(again.out()).isZero();
        } finally {
            site.down();
        }
    }
}
