package dev.rappel.cli.etcd;

import static dev.rappel.cli.etcd.TestSite.NEW;
import static dev.rappel.cli.etcd.TestSite.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ConfigStyle;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.process.LocalCommand;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One member in each style of configuration, on a host that only a jump host reaches. The form of
 * its keys and where its WAL lies change from one to the next. While the only member is away nobody
 * is served; what was acknowledged before is kept all the same.
 */
@Tag("slow")
final class DowngradeStyles37IT {
    private static TestSite site;

    @BeforeAll
    static void up() throws Exception {
        site = TestSite.up("it-styles37", 1, HostOptions.standard().withBehindJump());
    }

    @AfterAll
    static void down() throws Exception {
        if (site != null) {
            site.down();
        }
    }

    @ParameterizedTest
    @EnumSource(ConfigStyle.class)
    void a_member_configured_so_goes_down_behind_a_jump_host(ConfigStyle style) throws Exception {
        int turn = List.of(ConfigStyle.values()).indexOf(style);
        KeyForm keys = turn % 2 == 0 ? KeyForm.PKCS1 : KeyForm.SEC1;
        ClusterSpec spec =
                ClusterSpec.of(1, OLD)
                        .style(style)
                        .tls(Tls.mutual(keys))
                        .flag("feature-gates", "FastLeaseKeepAlive=true");
        TestRoll roll = site.cluster(turn % 2 == 0 ? spec.withSeparateWal() : spec);
        assertThat(roll.cluster().etcdctl("put", "rope", "anchored").ok()).isTrue();
        assertThat(roll.host("etcd1").behindJump()).isTrue();

        LocalCommand.Result run;
        LoadReport felt;
        try (Tunnel tunnel = Tunnel.to(roll.host("etcd1"));
                LoadClient clients =
                        LoadClient.start(roll.load("roll/", tunnel.url()).perSecond(100))) {
            run = roll.run();
            felt = clients.stop();
        }

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("FastLeaseKeepAlive");
        assertThat(felt.verdict()).as(felt.text()).isEqualTo(LoadReport.Verdict.KEPT);
        roll.isWholly(NEW.toString());
        assertThat(roll.cluster().etcdctl("get", "rope").out()).isEqualTo("rope\nanchored\n");
        assertThat(Outage.of(roll)).hasSize(1);
    }
}
