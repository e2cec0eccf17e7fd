package dev.rappel.modules.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.health.HealthArguments;
import dev.rappel.modules.etcd.health.HealthModule;
import dev.rappel.modules.etcd.health.MemberArguments;
import dev.rappel.modules.etcd.health.MemberModule;
import dev.rappel.modules.etcd.health.VerifyArguments;
import dev.rappel.modules.etcd.health.VerifyModule;
import dev.rappel.modules.etcd.lead.LeaderArguments;
import dev.rappel.modules.etcd.lead.LeaderModule;
import dev.rappel.modules.etcd.lower.DowngradeArguments;
import dev.rappel.modules.etcd.lower.DowngradeModule;
import dev.rappel.modules.etcd.snapshot.SnapshotArguments;
import dev.rappel.modules.etcd.snapshot.SnapshotModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Each module on a real cluster of 3.7: seen, changed, seen to be right. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EtcdModulesIT {
    private static TestCluster cluster;

    @BeforeAll
    static void up() throws Exception {
        cluster =
                new TestCluster(
                        "etcdrpc-modules",
                        ClusterSpec.of(3, new EtcdVersion(3, 7, 1)).tls(Tls.mutual(KeyForm.PKCS1)));
        cluster.lab().needCluster().settle(Duration.ofSeconds(60));
    }

    @AfterAll
    static void down() throws Exception {
        cluster.close();
    }

    /** Runs a module as the engine does; true when there was something to do. */
    private static <A extends Record, S> boolean converge(
            Module<A, S> module, HostAccess host, A args) throws Exception {
        Call<A> call = Call.of(args);
        Change<S> change = module.diff(observe(module, host, call), call);
        if (change instanceof Change.Some<S> some) {
            for (Act act : some.acts()) {
                call = call.done(module.act(host, call, act));
            }
            assertThat(module.diff(observe(module, host, call), call))
                    .isInstanceOf(Change.None.class);
            return true;
        }
        assertThat(change).isInstanceOf(Change.None.class);
        return false;
    }

    private static <A extends Record, S> S observe(
            Module<A, S> module, HostAccess host, Call<A> call) throws Exception {
        return switch (module.observe(call)) {
            case Observation.Direct<S>(var look) -> look.at(host);
            case Observation.Known<S>(S state) -> state;
            case Observation.Scripted<S>(var script, var reader) -> reader.read(host.run(script));
        };
    }

    @Test
    @Order(1)
    void a_member_tells_facts_and_the_cluster_is_well() throws Exception {
        MemberModule member = new MemberModule();
        int leaders = 0;
        for (HostAccess host : cluster.hosts()) {
            Value.Fields facts = member.facts(observe(member, host, Call.of(memberArguments())));
            assertThat(facts.fields().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            member.spec().facts().stream().map(f -> f.name()).toList());
            if (new Value.Bool(true).equals(facts.fields().get("etcd.is_leader"))) {
                leaders++;
            }
        }
        assertThat(leaders).isEqualTo(1);
        assertThat(converge(new HealthModule(), first(), healthArguments())).isFalse();
    }

    @Test
    @Order(2)
    void a_snapshot_is_taken_once_and_is_whole(@TempDir Path folder) throws Exception {
        SnapshotArguments args =
                new SnapshotArguments(
                        folder.resolve("kept"), 1, Duration.ofMinutes(1), Access.OF_MEMBERS);
        assertThat(converge(new SnapshotModule(), first(), args)).isTrue();
        Thread.sleep(1100); // file names have seconds
        assertThat(converge(new SnapshotModule(), first(), args)).isTrue();
        try (var files = Files.list(folder.resolve("kept"))) {
            assertThat(files.toList())
                    .hasSize(2)
                    .filteredOn(f -> f.toString().endsWith(".db"))
                    .singleElement()
                    .satisfies(f ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(f)))
                                    .isEqualTo("rw-------"));
        }
    }

    @Test
    @Order(3)
    void leadership_leaves_the_leader_and_nobody_else_does_anything() throws Exception {
        String leader = leader();
        for (HostAccess host : cluster.hosts()) {
            if (!host.name().equals(leader)) {
                assertThat(converge(new LeaderModule(), host, leaderArguments())).isFalse();
            }
        }
        HostAccess leading =
                cluster.hosts().stream()
                        .filter(h -> h.name().equals(leader))
                        .findFirst()
                        .orElseThrow();
        assertThat(converge(new LeaderModule(), leading, leaderArguments())).isTrue();
        assertThat(leader()).isNotEqualTo(leader);
    }

    @Test
    @Order(4)
    void a_downgrade_is_enabled_on_every_member_and_called_off_again() throws Exception {
        DowngradeModule module = new DowngradeModule();
        DowngradeArguments enabled = downgrade(DowngradeArguments.State.ENABLED, "3.6");
        assertThat(converge(module, first(), enabled)).isTrue();
        ClusterState state = ClusterLook.at(first(), Access.OF_MEMBERS);
        assertThat(state.answered())
                .hasSize(3)
                .allSatisfy(a -> assertThat(a.status().storage()).contains("3.6.0"));
        assertThat(converge(module, first(), enabled)).isFalse();

        DowngradeArguments cancelled = downgrade(DowngradeArguments.State.CANCELLED, "3.6");
        assertThat(converge(module, first(), cancelled)).isTrue();
        assertThat(ClusterLook.at(first(), Access.OF_MEMBERS).answered())
                .allSatisfy(a -> {
                    assertThat(a.clusterVersion()).isEqualTo("3.7.0");
                    assertThat(a.status().storage()).contains("3.7.0");
                });
        assertThat(converge(module, first(), cancelled)).isFalse();
    }

    @Test
    @Order(5)
    void a_downgrade_to_3_4_is_refused_because_it_would_stop_the_members() throws Exception {
        DowngradeModule module = new DowngradeModule();
        Call<DowngradeArguments> call = Call.of(downgrade(DowngradeArguments.State.ENABLED, "3.4"));
        assertThat(module.diff(observe(module, first(), call), call))
                .isInstanceOf(Change.Blocked.class);
    }

    @Test
    @Order(6)
    void what_has_arrived_is_verified_and_what_has_not_is_told() throws Exception {
        assertThat(converge(new VerifyModule(), first(), verify("3.7.1"))).isFalse();
        VerifyModule module = new VerifyModule();
        Call<VerifyArguments> call = Call.of(verify("3.6.14"));
        VerifyModule.State state = observe(module, first(), call);
        // It may still arrive: that is waited for, and the time for it can run out.
        assertThat(module.diff(state, call)).isInstanceOf(Change.Some.class);
        assertThat(Finding.seen(state.findings())).contains("runs 3.7.1, not 3.6.14");
        Change.Some<VerifyModule.State> change =
                (Change.Some<VerifyModule.State>) module.diff(state, call);
        assertThatThrownBy(() -> module.act(first(), call, change.acts().getFirst()))
                .hasMessageContaining("not at 3.6.14")
                .hasMessageContaining("runs 3.7.1");
    }

    private static VerifyArguments verify(String version) {
        return new VerifyArguments(
                Version.parse(version).orElseThrow(),
                0,
                Optional.empty(),
                Duration.ofSeconds(3),
                Access.OF_MEMBERS);
    }

    private static String leader() throws Exception {
        return ClusterLook.at(first(), Access.OF_MEMBERS)
                .leader()
                .map(MemberSeen::host)
                .orElseThrow();
    }

    private static HostAccess first() {
        return cluster.hosts().getFirst();
    }

    private static MemberArguments memberArguments() {
        return new MemberArguments(Access.OF_MEMBERS);
    }

    private static HealthArguments healthArguments() {
        return new HealthArguments(Duration.ofSeconds(5), Access.OF_MEMBERS);
    }

    private static LeaderArguments leaderArguments() {
        return new LeaderArguments(Version.parse("3.6.14"), Access.OF_MEMBERS);
    }

    private static DowngradeArguments downgrade(DowngradeArguments.State state, String target) {
        return new DowngradeArguments(
                Version.parse(target), state, Duration.ofSeconds(60), Access.OF_MEMBERS);
    }
}
