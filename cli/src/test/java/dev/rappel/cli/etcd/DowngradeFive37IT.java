package dev.rappel.cli.etcd;

import static dev.rappel.cli.etcd.TestSite.NEW;
import static dev.rappel.cli.etcd.TestSite.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.process.LocalCommand;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five members: the largest cluster that the lab makes. */
@Tag("slow")
final class DowngradeFive37IT {
    @Test
    void five_members_go_down_the_leader_last() throws Exception {
        TestSite site = TestSite.up("it-five37", 5, HostOptions.standard());
        try {
            TestRoll roll = site.cluster(ClusterSpec.of(5, OLD).tls(Tls.mutual(KeyForm.SEC1)));
            roll.lead("etcd1");
            LocalCommand.Result run;
            LoadReport felt;
            try (LoadClient clients = LoadClient.start(roll.load("roll/").perSecond(200))) {
                run = roll.run();
                felt = clients.stop();
            }
            System.out.println(felt.text());
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            roll.isWholly(NEW.toString());
            assertThat(felt.verdict()).isEqualTo(LoadReport.Verdict.KEPT);
            assertThat(felt.leadership().changes()).isEqualTo(1);
            assertThat(Outage.of(roll))
                    .extracting(Outage::host)
                    .isEqualTo(List.of("etcd2", "etcd3", "etcd4", "etcd5", "etcd1"));
        } finally {
            site.down();
        }
    }
}
