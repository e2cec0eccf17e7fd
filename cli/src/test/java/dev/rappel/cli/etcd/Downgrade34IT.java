package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ConfigStyle;
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
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole way from 3.5 to the last 3.4, under a client that counts. It needs the archive of that
 * 3.4, which is not to be had everywhere: where it is not, these tests say so and are skipped, and
 * {@link Return34IT}, {@link Refused34IT} and {@link Styles34IT} show what can be shown without it.
 */
final class Downgrade34IT {
    private static final Path PLAYBOOK = ClusterUnderTest.playbook("etcd-downgrade-3.5-to-3.4.yml");
    private static final String LAST = ReleaseStore.LAST_34.toString();

    private static Release last34() throws Exception {
        Optional<Release> release =
                ReleaseStore.ofThisUser()
                        .obtain(ReleaseStore.LAST_34, Arch.here(), Progress.SILENT);
        assumeTrue(
                release.isPresent(),
                () ->
                        "skipped: etcd-v"
                                + LAST
                                + "-linux-amd64.tar.gz is nowhere to be had; put it and its"
                                + " SHA256SUMS into a folder and set RAPPEL_RELEASES to it");
        return release.orElseThrow();
    }

    private static ClusterSpec spec(int members) throws Exception {
        return ClusterSpec.of(members, new EtcdVersion(3, 5, 33)).tls(Tls.mutual(KeyForm.PKCS8));
    }

    @Test
    void three_members_go_down_under_load_and_stay_down_through_restarts() throws Exception {
        String archive = "etcd_archive=" + last34().archive();
        ClusterUnderTest site = new ClusterUnderTest("e2e34-down", spec(3));
        try {
            LocalCommand.Result plan =
                    site.rappel("plan", PLAYBOOK, "-e", archive, "--out", "plan.json");
            assertThat(plan.status()).isZero();
            assertThat(plan.out())
                    .contains("+ next-cluster-version-compatible=true", "3.5.33 → " + LAST)
                    .contains("3 hosts to change, 3 restarts, 0 blocked");

            long cost = site.handOverCost();
            String leader = site.leader();
            LoadReport report;
            try (LoadClient client =
                    LoadClient.start(site.load().perSecond(ClusterUnderTest.RATE))) {
                LocalCommand.Result run = site.run("plan.json");
                report = client.stop();
                assertThat(run.status()).as(run.out() + run.err()).isZero();
                assertThat(run.out()).contains("3 hosts, 3 changed");
                assertThat(lastRestarted(run.out())).isEqualTo(leader);
            }
            System.out.println(report.text());
            assertThat(report.ok()).as(report.text()).isTrue();
            assertThat(report.leadership().changes()).isEqualTo(1);
            assertThat(report.writes().failed() + report.reads().failed())
                    .isLessThanOrEqualTo(cost);
            assertThat(site.versions()).containsOnly(LAST);
            assertThat(clusterVersions(site)).containsOnly("3.4.0");

            LocalCommand.Result again =
                    site.rappel(
                            "plan", PLAYBOOK, "-e", archive, "--no-save", "--detailed-exitcode");
            assertThat(again.status()).as(again.out()).isZero();

            // Only the drop-in that was left there makes this work.
            for (Host host : site.hosts()) {
                assertThat(host.exec("systemctl show -p Environment etcd").out())
                        .contains("ETCD_NEXT_CLUSTER_VERSION_COMPATIBLE=true");
                LocalCommand.Result restarted = host.exec("systemctl restart etcd");
                assertThat(restarted.ok()).as(restarted.err()).isTrue();
                site.leader();
            }
            assertThat(site.versions()).containsOnly(LAST);
        } finally {
            site.close();
        }
    }

    /** TLS, the form of keys and a WAL directory of its own change from style to style. */
    @ParameterizedTest
    @EnumSource(ConfigStyle.class)
    void a_member_alone_goes_down_in_every_style_of_configuration(ConfigStyle style)
            throws Exception {
        int turn = List.of(ConfigStyle.values()).indexOf(style);
        KeyForm[] forms = KeyForm.values();
        ClusterSpec spec =
                ClusterSpec.of(1, new EtcdVersion(3, 5, 33))
                        .style(style)
                        .tls(Tls.mutual(forms[turn % forms.length]));
        goesDown("e2e34-one", turn % 2 == 0 ? spec.withSeparateWal() : spec);
    }

    @Test
    @Tag("slow")
    void five_members_go_down_too() throws Exception {
        goesDown("e2e34-five", spec(5));
    }

    private static void goesDown(String lab, ClusterSpec spec) throws Exception {
        String archive = "etcd_archive=" + last34().archive();
        ClusterUnderTest site = new ClusterUnderTest(lab, spec);
        try {
            LocalCommand.Result run = site.rappel("run", PLAYBOOK, "-y", "-e", archive);
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(site.versions()).containsOnly(LAST);
            assertThat(clusterVersions(site)).containsOnly("3.4.0");
            LocalCommand.Result again =
                    site.rappel(
                            "plan", PLAYBOOK, "-e", archive, "--no-save", "--detailed-exitcode");
            assertThat(again.status()).as(again.out()).isZero();
            assertThat(site.hosts().getFirst().exec("systemctl restart etcd").ok()).isTrue();
            site.leader();
        } finally {
            site.close();
        }
    }

    private static List<String> clusterVersions(ClusterUnderTest site) throws Exception {
        return site.cluster().status().members().stream()
                .map(m -> m.answer().map(a -> a.clusterVersion()).orElse("no answer"))
                .toList();
    }

    /** The host of the last line that tells of a restart that is done. */
    private static String lastRestarted(String out) {
        return out.lines()
                .filter(line -> line.contains("✓") && line.contains("etcd.service  restart"))
                .reduce((_, later) -> later)
                .orElse("")
                .strip()
                .split("\\s+", 3)[1];
    }
}
