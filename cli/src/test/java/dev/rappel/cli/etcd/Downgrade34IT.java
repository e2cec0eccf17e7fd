package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ConfigStyle;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.load.LoadSpec;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole way from 3.5 to the last 3.4, under clients that count. It needs the archive of that
 * 3.4, which is not to be had everywhere: where it is not, these tests say so and are skipped, and
 * {@link Return34IT}, {@link Refused34IT} and {@link Styles34IT} show what can be shown without it.
 */
final class Downgrade34IT {
    private static final String LAST = ReleaseStore.LAST_34.toString();

    /** Calls a second, of writers and of readers. */
    private static final int RATE = 300;

    private static TestSite site;
    private static Release last;

    @BeforeAll
    static void up() throws Exception {
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
        last = release.orElseThrow();
        site = TestSite.up("e2e34-down", 5, HostOptions.standard());
    }

    @AfterAll
    static void down() throws Exception {
        if (site != null) {
            site.down();
        }
    }

    private static ClusterSpec spec(int members) throws Exception {
        return ClusterSpec.of(members, Playbook34.OLD).tls(Tls.mutual(KeyForm.PKCS8));
    }

    @Test
    void three_members_go_down_under_load_and_stay_down_through_restarts() throws Exception {
        TestRoll roll = site.cluster(spec(3));
        roll.lead("etcd2");
        LocalCommand.Result plan =
                roll.rappel("plan", Playbook34.SHIPPED, Playbook34.to(last, "--out", "plan.json"));
        assertThat(plan.status()).as(plan.out() + plan.err()).isZero();
        assertThat(plan.out())
                .contains("+ next-cluster-version-compatible=true", "3.5.33 → " + LAST)
                .contains("3 hosts to change, 3 restarts, 0 blocked");

        LoadSpec load = roll.load("roll/").perSecond(RATE);
        long cost = HandOver.cost(roll, load);
        roll.lead("etcd2");
        LocalCommand.Result run;
        LoadReport felt;
        try (LoadClient clients = LoadClient.start(load)) {
            run = roll.runSaved("plan.json");
            felt = clients.stop();
        }
        System.out.println(felt.text());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("3 hosts, 3 changed");
        assertThat(roll.rolled(1)).containsExactly("etcd1", "etcd3", "etcd2");
        assertThat(felt.verdict()).as(felt.text()).isEqualTo(LoadReport.Verdict.KEPT);
        assertThat(felt.leadership().changes()).isEqualTo(1);
        assertThat(felt.writes().failed() + felt.reads().failed()).isLessThanOrEqualTo(cost);
        roll.isWholly(LAST);
        nothingIsLeftToDo(roll);

        // Only the drop-in that was left there makes this work.
        for (String name : roll.hosts()) {
            Host host = roll.host(name);
            assertThat(host.exec("systemctl show -p Environment etcd").out())
                    .contains("ETCD_NEXT_CLUSTER_VERSION_COMPATIBLE=true");
            restarts(roll, host);
        }
        roll.isWholly(LAST);
    }

    /** TLS, the form of keys and a WAL directory of its own change from style to style. */
    @ParameterizedTest
    @EnumSource(ConfigStyle.class)
    void a_member_alone_goes_down_in_every_style_of_configuration(ConfigStyle style)
            throws Exception {
        int turn = List.of(ConfigStyle.values()).indexOf(style);
        KeyForm[] forms = KeyForm.values();
        ClusterSpec spec =
                ClusterSpec.of(1, Playbook34.OLD)
                        .style(style)
                        .tls(Tls.mutual(forms[turn % forms.length]));
        goesDown(turn % 2 == 0 ? spec.withSeparateWal() : spec);
    }

    @Test
    @Tag("slow")
    void five_members_go_down_too() throws Exception {
        LoadReport felt = goesDown(spec(5));
        assertThat(felt.leadership().changes()).isEqualTo(1);
    }

    private static LoadReport goesDown(ClusterSpec spec) throws Exception {
        TestRoll roll = site.cluster(spec);
        LocalCommand.Result run;
        LoadReport felt;
        try (LoadClient clients = LoadClient.start(roll.load("roll/").perSecond(100))) {
            run = roll.rappel("run", Playbook34.SHIPPED, Playbook34.to(last, "-y"));
            felt = clients.stop();
        }
        System.out.println(felt.text());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(felt.verdict()).as(felt.text()).isEqualTo(LoadReport.Verdict.KEPT);
        roll.isWholly(LAST);
        nothingIsLeftToDo(roll);
        restarts(roll, roll.host("etcd1"));
        return felt;
    }

    private static void nothingIsLeftToDo(TestRoll roll) throws Exception {
        LocalCommand.Result again =
                roll.rappel(
                        "plan",
                        Playbook34.SHIPPED,
                        Playbook34.to(last, "--no-save", "--detailed-exitcode"));
        assertThat(again.status()).as(again.out() + again.err()).isZero();
    }

    private static void restarts(TestRoll roll, Host host) throws Exception {
        LocalCommand.Result restarted = host.exec("systemctl restart etcd");
        assertThat(restarted.ok()).as(restarted.err()).isTrue();
        roll.leader();
    }
}
