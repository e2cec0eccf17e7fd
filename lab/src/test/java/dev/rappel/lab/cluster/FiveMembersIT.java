package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.release.Release;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The largest cluster that the lab makes, on six hosts. */
@Tag("slow")
final class FiveMembersIT {
    @Test
    void five_members_and_a_learner_are_one_cluster() throws Exception {
        TestLab lab = TestLab.up("it-cluster-five", 6);
        try {
            Release release = lab.release("3.7");
            ClusterSpec spec =
                    ClusterSpec.of(5, release.version())
                            .style(ConfigStyle.ENV)
                            .tls(Tls.mutual(KeyForm.SEC1))
                            .withLearner();
            Cluster cluster =
                    Cluster.start(spec, lab.hosts(6), release, lab.folder(), TestLab.progress());
            ClusterStatus status = cluster.settle(Duration.ofSeconds(30));
            assertThat(status.members()).hasSize(6);
            assertThat(status.members().stream().flatMap(m -> m.answer().stream()))
                    .filteredOn(MemberStatus.Answer::learner)
                    .hasSize(1);
        } finally {
            lab.down();
        }
    }
}
