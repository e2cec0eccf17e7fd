package dev.rappel.modules.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.Health;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.cluster.QuorumGuard;
import dev.rappel.modules.etcd.rpc.Account;
import dev.rappel.modules.etcd.rpc.DowngradeAction;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Three members of 3.7 with TLS and SEC1 keys, looked at over SSH. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EtcdClusterIT {
    private static TestCluster cluster;

    @BeforeAll
    static void up() throws Exception {
        cluster =
                new TestCluster(
                        "etcdrpc-look",
                        ClusterSpec.of(3, new EtcdVersion(3, 7, 1)).tls(Tls.mutual(KeyForm.SEC1)));
        cluster.lab().needCluster().settle(java.time.Duration.ofSeconds(30));
    }

    @AfterAll
    static void down() throws Exception {
        cluster.close();
    }

    @Test
    @Order(1)
    void every_member_is_found_on_its_host_by_its_own_configuration() throws Exception {
        ClusterState state = ClusterLook.at(first(), Access.OF_MEMBERS);
        assertThat(state.silent()).isEmpty();
        assertThat(Health.findings(state)).isEmpty();
        assertThat(state.listed()).hasSize(3);
        assertThat(state.leader()).isPresent();
        assertThat(state.answered())
                .allSatisfy(a -> {
                    assertThat(a.status().version()).isEqualTo("3.7.1");
                    assertThat(a.clusterVersion()).isEqualTo("3.7.0");
                    assertThat(a.status().storage()).contains("3.7.0");
                    assertThat(a.status().downgrade()).isPresent();
                });
    }

    @Test
    @Order(2)
    void the_calls_that_the_stubs_lack_are_understood() throws Exception {
        try (EtcdRpc rpc = MemberDoor.open(first(), Access.OF_MEMBERS)) {
            assertThat(rpc.account()).isEqualTo(Account.OFF);
            rpc.downgrade(DowngradeAction.VALIDATE, "3.6", EtcdRpc.CALL);
            assertThatThrownBy(() -> rpc.downgrade(DowngradeAction.VALIDATE, "3.4", EtcdRpc.CALL))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            f -> assertThat(f.why()).contains("invalid downgrade target version"));
            long revision = rpc.put("a key", "a value", EtcdRpc.CALL);
            assertThat(rpc.linearizableRead(EtcdRpc.CALL)).isEqualTo(revision);
            assertThat(rpc.countKeys()).isEqualTo(1);
            assertThat(rpc.hash(revision, EtcdRpc.CALL).revision()).isEqualTo(revision);
        }
    }

    @Test
    @Order(3)
    void a_certificate_of_another_authority_is_told_as_such() throws Exception {
        Access wrong =
                new Access(
                        "etcd",
                        Optional.empty(),
                        Optional.of(java.nio.file.Path.of("/etc/ssl/certs/ca-certificates.crt")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        try (EtcdRpc rpc = MemberDoor.open(first(), wrong)) {
            assertThatThrownBy(rpc::status)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            f -> {
                                assertThat(f.why()).contains("authority that is not trusted");
                                assertThat(f.help()).contains("cacert");
                            });
        }
    }

    @Test
    @Order(4)
    void the_guard_spares_a_follower_and_neither_the_leader_nor_the_second_when_one_is_away()
            throws Exception {
        ClusterState state = ClusterLook.at(first(), Access.OF_MEMBERS);
        String leader = state.leader().map(MemberSeen::host).orElseThrow();
        HostAccess follower =
                cluster.hosts().stream()
                        .filter(h -> !h.name().equals(leader))
                        .findFirst()
                        .orElseThrow();
        HostAccess third =
                cluster.hosts().stream()
                        .filter(h -> !h.name().equals(leader) && !h.name().equals(follower.name()))
                        .findFirst()
                        .orElseThrow();
        assertThat(QuorumGuard.verdict(follower, Access.OF_MEMBERS))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(QuorumGuard.judge(state, leader)).isInstanceOf(Verdict.Denied.class);
        cluster.machine(third.name()).exec("systemctl stop etcd");
        try {
            assertThat(QuorumGuard.verdict(follower, Access.OF_MEMBERS))
                    .isInstanceOfSatisfying(
                            Verdict.Denied.class,
                            denied -> assertThat(denied.why()).contains(third.name()));
            assertThat(Finding.seen(Health.findings(ClusterLook.at(follower, Access.OF_MEMBERS))))
                    .contains(third.name() + ": etcd does not run on " + third.name());
        } finally {
            cluster.machine(third.name()).exec("systemctl start etcd");
        }
    }

    private static HostAccess first() {
        return cluster.hosts().getFirst();
    }
}
