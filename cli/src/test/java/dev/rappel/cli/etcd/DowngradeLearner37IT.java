package dev.rappel.cli.etcd;

import static dev.rappel.cli.etcd.TestSite.NEW;
import static dev.rappel.cli.etcd.TestSite.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Member;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.process.LocalCommand;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A member without a vote, where it is allowed to take part. */
@Tag("slow")
final class DowngradeLearner37IT {
    @Test
    void a_learner_goes_down_with_the_others_and_stays_one() throws Exception {
        TestSite site = TestSite.up("it-learner37", 4, HostOptions.standard());
        try {
            // The play's first host, which is asked for the whole cluster, is the learner's.
            TestRoll roll =
                    site.cluster(
                                    ClusterSpec.of(3, OLD)
                                            .tls(Tls.mutual(KeyForm.PKCS8))
                                            .withLearner())
                            .knowing("etcd4", "etcd1", "etcd2", "etcd3");
            roll.lead("etcd2");
            URI[] voters =
                    roll.cluster().members().stream()
                            .filter(m -> !m.learner())
                            .map(Member::clientUrl)
                            .map(URI::create)
                            .toArray(URI[]::new);
            LocalCommand.Result run;
            LoadReport felt;
            try (LoadClient clients = LoadClient.start(roll.load("roll/", voters).perSecond(200))) {
                run =
                        roll.rappel(
                                "run",
                                Command.PLAYBOOKS.resolve(TestRoll.DOWN),
                                "-y",
                                "-e",
                                "etcd_allow_learners=true");
                felt = clients.stop();
            }
            System.out.println(felt.text());
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            roll.isWholly(NEW.toString());
            assertThat(felt.verdict()).as(felt.text()).isEqualTo(LoadReport.Verdict.KEPT);
            assertThat(felt.leadership().changes()).isEqualTo(1);
            assertThat(roll.rolled(1)).containsExactly("etcd4", "etcd1", "etcd3", "etcd2");
            assertThat(roll.cluster().status().members())
                    .filteredOn(m -> m.answer().orElseThrow().learner())
                    .singleElement()
                    .satisfies(m -> assertThat(m.member().name()).isEqualTo("etcd4"));
        } finally {
            site.down();
        }
    }
}
