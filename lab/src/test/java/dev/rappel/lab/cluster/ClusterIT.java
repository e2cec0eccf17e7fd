package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Release;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clusters of several members, and what can be done with one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestLab lab;

    @BeforeAll
    void up() throws Failure, InterruptedException {
        lab = TestLab.up("it-cluster", 4);
    }

    @AfterAll
    void down() throws Failure, InterruptedException {
        if (lab != null) {
            lab.down();
        }
    }

    private Cluster start(ClusterSpec spec, Release release) throws Failure, InterruptedException {
        return Cluster.start(
                spec, lab.hosts(spec.hosts()), release, lab.folder(), TestLab.progress());
    }

    private Cluster three(String minor, Tls tls) throws Failure, InterruptedException {
        Release release = lab.release(minor);
        return start(ClusterSpec.of(3, release.version()).tls(tls), release);
    }

    @ParameterizedTest
    @CsvSource({"3.4,env,SEC1", "3.5,wrapper,PKCS1", "3.6,dropin,PKCS8", "3.7,debian,SEC1"})
    void three_members_of_every_minor_are_one_cluster(String minor, String style, KeyForm keys)
            throws Exception {
        Release release = lab.release(minor);
        Cluster cluster =
                start(
                        ClusterSpec.of(3, release.version())
                                .style(ConfigStyle.of(style))
                                .tls(Tls.mutual(keys)),
                        release);
        ClusterStatus status = cluster.settle(Duration.ofSeconds(20));
        assertThat(status.leader()).isPresent();
        assertThat(status.members()).allMatch(member -> member.unit().equals("active"));

        String table = cluster.etcdctl("endpoint", "status", "-w", "table").out();
        System.out.println(table);
        assertThat(table).contains(cluster.members().getLast().clientUrl());
    }

    @Test
    void what_one_member_is_given_the_others_have_and_a_stop_does_not_lose_it() throws Exception {
        Cluster cluster = three("3.7", Tls.off());
        assertThat(cluster.etcdctl("put", "rope", "anchored").ok()).isTrue();
        cluster.stop();
        assertThat(cluster.status().members())
                .allMatch(m -> m.unit().equals("inactive") && m.answer().isEmpty());
        assertThat(catchThrowableOfType(Failure.class, () -> cluster.etcdctl("get", "rope")).why())
                .contains("n1=inactive");
        cluster.startAgain(TestLab.progress());
        for (Member member : cluster.members()) {
            assertThat(cluster.etcdctl("--endpoints=" + member.clientUrl(), "get", "rope").out())
                    .isEqualTo("rope\nanchored\n");
        }
    }

    /** With the first one's token the second would die: "has already been bootstrapped". */
    @Test
    void a_second_cluster_takes_the_place_of_one_that_runs() throws Exception {
        Cluster first = three("3.6", Tls.off());
        first.etcdctl("put", "old", "1");
        Cluster second = three("3.6", Tls.mutual(KeyForm.PKCS8));
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(second.etcdctl("get", "old").out()).isEmpty();
        assertThat(second.status().whole()).isTrue();
    }

    @Test
    void another_process_finds_the_cluster_again_with_its_certificates() throws Exception {
        Cluster cluster = three("3.7", Tls.mutual(KeyForm.PKCS1));
        Cluster again = Cluster.open(lab.folder(), lab.hosts(4)).orElseThrow();
        assertThat(again.members()).isEqualTo(cluster.members());
        assertThat(again.spec()).isEqualTo(cluster.spec());
        assertThat(again.status().whole()).isTrue();
        assertThat(again.vars().getFirst().vars())
                .containsEntry("etcd_version", "3.7.1")
                .containsEntry("etcd_client_url", "https://" + lab.host(0).address() + ":2379");
        // From this machine, with what is in the folder.
        Pki pki = again.pki().orElseThrow();
        assertThat(
                        LocalCommand.of(
                                        "curl",
                                        "-fsS",
                                        "--cacert",
                                        pki.ca().toString(),
                                        "--cert",
                                        pki.client().toString(),
                                        "--key",
                                        pki.clientKey().toString(),
                                        again.members().get(1).clientUrl() + "/version")
                                .run()
                                .out())
                .contains("3.7.1");
        again.wipe();
        assertThat(Cluster.open(lab.folder(), lab.hosts(4))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3.4,flags", "3.7,file"})
    void a_learner_comes_to_a_cluster_and_does_not_vote(String minor, String style)
            throws Exception {
        Release release = lab.release(minor);
        Cluster cluster =
                start(
                        ClusterSpec.of(3, release.version())
                                .style(ConfigStyle.of(style))
                                .tls(Tls.mutual(KeyForm.PKCS8))
                                .withLearner(),
                        release);
        ClusterStatus status = cluster.status();
        assertThat(cluster.members()).hasSize(4);
        assertThat(status.whole()).isTrue();
        assertThat(status.members())
                .filteredOn(member -> member.answer().orElseThrow().learner())
                .extracting(member -> member.member().name())
                .containsExactly("n4");
    }

    @Test
    void a_broken_binary_is_seen_fails_the_next_start_and_is_put_back() throws Exception {
        Cluster cluster = three("3.7", Tls.off());
        EtcdFaults faults = new EtcdFaults(cluster);
        Host host = lab.host(1);
        String before = host.exec("sha256sum /usr/local/bin/etcd").out();

        faults.inject("n2", EtcdFault.BROKEN_BINARY);
        assertThat(faults.active("n2")).containsExactly(EtcdFault.BROKEN_BINARY);
        assertThat(faults.active("n1")).isEmpty();
        assertThat(cluster.status().whole()).isTrue();
        host.exec("systemctl restart etcd");
        assertThat(host.exec("journalctl -u etcd -o cat").out())
                .contains("version `GLIBC_2.99' not found (required by /usr/local/bin/etcd)");
        assertThat(cluster.status().whole()).isFalse();

        faults.undo("n2", EtcdFault.BROKEN_BINARY, PATIENCE);
        assertThat(faults.active("n2")).isEmpty();
        assertThat(host.exec("sha256sum /usr/local/bin/etcd").out()).isEqualTo(before);
        assertThat(cluster.status().whole()).isTrue();
    }

    @Test
    void a_killed_member_comes_back_and_a_frozen_one_answers_nobody_until_it_wakes()
            throws Exception {
        Cluster cluster = three("3.5", Tls.off());
        EtcdFaults faults = new EtcdFaults(cluster);
        String pid = lab.host(0).exec("systemctl show -p MainPID etcd").out();
        faults.inject("n1", EtcdFault.KILLED);
        faults.undo("n1", EtcdFault.KILLED, PATIENCE);
        assertThat(lab.host(0).exec("systemctl show -p MainPID etcd").out()).isNotEqualTo(pid);

        faults.inject("n3", EtcdFault.FROZEN);
        assertThat(faults.active("n3")).containsExactly(EtcdFault.FROZEN);
        assertThat(cluster.status().members().getLast().answer()).isEmpty();
        assertThat(cluster.status().members().getLast().unit()).isEqualTo("active");
        faults.undo("n3", EtcdFault.FROZEN, PATIENCE);
        assertThat(faults.active("n3")).isEmpty();
        assertThat(cluster.status().whole()).isTrue();
    }

    @Test
    void a_member_that_cannot_start_is_told_with_its_own_words_and_nothing_is_left()
            throws Exception {
        Release release = lab.release("3.7");
        ClusterSpec spec =
                ClusterSpec.of(1, release.version()).flag("enable-v2", "true"); // gone since 3.6
        Failure failure = catchThrowableOfType(Failure.class, () -> start(spec, release));
        assertThat(failure.what()).isEqualTo("etcd on n1 did not come up");
        assertThat(failure.why()).contains("its unit fails");
        assertThat(failure.evidence()).anyMatch(line -> line.contains("enable-v2"));
        assertThat(lab.host(0).exec("ls /usr/local/bin/etcd /etc/systemd/system/etcd.service").ok())
                .isFalse();
        assertThat(Files.exists(lab.folder().resolve("cluster.json"))).isFalse();
    }

    @Test
    void an_interrupted_start_leaves_no_etcd_behind() throws Exception {
        Release release = lab.release("3.7");
        Progress interrupting =
                what ->
                        new Progress.Step() {
                            @Override
                            public void now(String detail) {
                                if (detail.startsWith("waiting")) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        };
        InterruptedException stopped =
                catchThrowableOfType(
                        InterruptedException.class,
                        () ->
                                Cluster.start(
                                        ClusterSpec.of(3, release.version()),
                                        lab.hosts(3),
                                        release,
                                        lab.folder(),
                                        interrupting));
        assertThat(stopped).isNotNull();
        Thread.interrupted(); // the next commands of this thread are to run
        for (Host host : lab.hosts(3)) {
            assertThat(host.exec("pgrep -x etcd || ls /usr/local/bin/etcd").ok()).isFalse();
        }
    }

    @Test
    void wiping_leaves_the_host_as_it_was() throws Exception {
        Host host = lab.host(0);
        Cluster.wipe(List.of(host));
        String list =
                "getent passwd etcd; find /etc /usr/bin /usr/local/bin /usr/lib/systemd/system"
                        + " /var/lib -xdev \\( -name '*etcd*' -o -path '/etc/etcd*' \\)";
        String before = host.exec(list).out();
        for (ConfigStyle style : ConfigStyle.values()) {
            Release release = lab.release("3.7");
            Cluster cluster =
                    start(
                            ClusterSpec.of(1, release.version())
                                    .style(style)
                                    .withSeparateWal()
                                    .tls(Tls.mutual(KeyForm.SEC1)),
                            release);
            assertThat(host.exec(list).out()).isNotEqualTo(before);
            cluster.wipe();
            assertThat(host.exec(list).out()).as(style.word()).isEqualTo(before);
        }
    }
}
