package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.options.DeleteOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load client against real members of etcd. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class LoadClientIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.7.1", "3.5.33", "3.4"})
    void a_quiet_cluster_loses_nothing(String version) throws Exception {
        try (LocalEtcd etcd = cluster(version, 3);
                LoadClient load = LoadClient.start(LoadSpec.of(etcd.endpoints()))) {
            until(load, now -> now.writes() > 500);
            load.mark("again");
            until(load, now -> now.writes() > 1500 && now.reads() > 100);
            LoadReport report = load.stop();

            assertThat(report.ok()).isTrue();
            assertThat(report.writes().ok()).isGreaterThan(1500);
            assertThat(report.writes().failed()).isZero();
            assertThat(report.reads().failed()).isZero();
            assertThat(report.leadership().changes()).isZero();
            assertThat(report.leadership().terms().getFirst().leader()).isPresent();
            assertThat(report.versions()).hasSize(3);
            assertThat(report.versions().values())
                    .allSatisfy(seen ->
                            assertThat(seen).singleElement().asString().startsWith(version));
            assertThat(report.verification().members())
                    .hasSize(3)
                    .allMatch(Verification.Member::complete);
            assertThat(report.phases())
                    .extracting(LoadReport.Phase::name)
                    .containsExactly("start", "again");
            assertThat(report.keysKept()).isFalse();
            assertThat(keys(etcd, report.prefix())).isEmpty();
        }
    }

    @Test
    void a_deleted_key_and_an_old_value_are_found() throws Exception {
        try (LocalEtcd etcd = cluster("3.7.1", 1);
                LoadClient load = LoadClient.start(LoadSpec.of(etcd.endpoints()).threads(2, 1));
                Client other = Client.builder().endpoints(etcd.endpoints()).build()) {
            until(load, now -> now.writes() > 1000);
            // Only keys that have left the writers' windows are never written again.
            List<KeyValue> settled = keys(etcd, "rappel-load/").stream().limit(50).toList();
            String deleted = settled.get(7).getKey().toStringUtf8();
            String reverted =
                    settled.stream()
                            .filter(pair -> pair.getVersion() > 1)
                            .map(pair -> pair.getKey().toStringUtf8())
                            .filter(key -> !key.equals(deleted))
                            .findFirst()
                            .orElseThrow();
            other.getKVClient().delete(bytes(deleted)).get(10, TimeUnit.SECONDS);
            ByteSequence old = ByteSequence.from(new Payload(256).of(reverted, 1));
            other.getKVClient().put(bytes(reverted), old).get(10, TimeUnit.SECONDS);
            LoadReport report = load.stop();

            assertThat(report.ok()).isFalse();
            assertThat(report.lost())
                    .extracting(LostWrite::key)
                    .containsExactlyInAnyOrder(deleted, reverted);
            assertThat(report.lost())
                    .filteredOn(lost -> lost.key().equals(deleted))
                    .extracting(LostWrite::found)
                    .containsExactly(Optional.empty());
            assertThat(report.lost())
                    .filteredOn(lost -> lost.key().equals(reverted))
                    .extracting(lost -> lost.found().orElse(""))
                    .first()
                    .asString()
                    .startsWith("1 " + reverted);
            assertThat(report.keysKept()).isTrue();
            assertThat(report.text()).startsWith("LOST: 2 of ").contains(deleted, reverted);
        }
    }

    /** A proposal that finds no leader fails with a code that says nothing, and these words. */
    private static String withoutLeader(CallFigures.ErrorCount error) {
        return error.kind().code().equals("UNKNOWN") ? error.kind().reason() : error.kind().code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.7.1", "3.5.33"})
    void a_killed_leader_costs_calls_but_no_acknowledged_write(String version) throws Exception {
        try (LocalEtcd etcd = cluster(version, 3);
                LoadClient load =
                        LoadClient.start(
                                LoadSpec.of(etcd.endpoints())
                                        .deadlines(
                                                Duration.ofSeconds(2), Duration.ofSeconds(30)))) {
            until(load, now -> now.writes() > 500);
            load.mark("kill");
            etcd.leader().kill();
            long before = load.snapshot().writes();
            until(load, now -> now.leadershipChanges() > 0 && now.writes() > before + 1000);
            LoadReport report = load.stop();

            assertThat(report.ok()).isTrue();
            assertThat(report.leadership().changes()).isPositive();
            LoadReport.Phase kill = report.phases().getLast();
            assertThat(kill.writes().failed()).isPositive();
            assertThat(kill.writes().errors())
                    .extracting(LoadClientIT::withoutLeader)
                    .isSubsetOf("UNAVAILABLE", "DEADLINE_EXCEEDED", "raft proposal dropped");
            assertThat(report.phases().getFirst().writes().failed()).isZero();
            // An election takes at least one election timeout of a second, less what had passed.
            assertThat(kill.writes().longestGap().length()).isGreaterThan(Duration.ofMillis(100));
            assertThat(report.verification().members())
                    .filteredOn(Verification.Member::complete)
                    .hasSize(2);
        }
    }

    @Test
    void a_read_during_the_run_that_misses_an_acknowledged_write_fails_the_run() throws Exception {
        try (LocalEtcd etcd = cluster("3.7.1", 1);
                LoadClient load = LoadClient.start(LoadSpec.of(etcd.endpoints()));
                Client other = Client.builder().endpoints(etcd.endpoints()).build()) {
            until(load, now -> now.writes() > 500);
            assertThat(load.snapshot().wrongReads()).isZero();
            DeleteOption all = DeleteOption.builder().isPrefix(true).build();
            other.getKVClient().delete(bytes("rappel-load/"), all).get(10, TimeUnit.SECONDS);
            until(load, now -> now.wrongReads() > 0);
            LoadReport report = load.stop();

            assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.LOST);
            assertThat(report.wrongReads().getFirst().found()).isEmpty();
            assertThat(report.lost()).hasSizeGreaterThan(100);
            assertThat(report.text()).contains("wrong reads", "… and ");
        }
    }

    @Test
    void a_member_that_hangs_does_not_stop_the_others() throws Exception {
        try (LocalEtcd etcd = cluster("3.7.1", 3);
                LoadClient load =
                        LoadClient.start(
                                LoadSpec.of(etcd.endpoints())
                                        .deadlines(
                                                Duration.ofSeconds(3), Duration.ofSeconds(30)))) {
            until(load, now -> now.writes() > 200);
            LocalEtcd.Member leader = etcd.leader();
            LocalEtcd.Member follower =
                    etcd.members().stream().filter(m -> m != leader).findFirst().orElseThrow();
            load.mark("hang");
            follower.pause();
            until(load, now -> now.phase().equals("hang") && now.writesFailed() > 3);
            long before = load.snapshot().writes();
            until(load, now -> now.writes() > before + 100);
            LoadReport report = load.stop();

            assertThat(report.ok()).isTrue();
            assertThat(report.phases().getLast().writes().errors())
                    .extracting(error -> error.kind().toString())
                    .containsOnly("DEADLINE_EXCEEDED");
            assertThat(report.leadership().changes()).isZero();
            assertThat(report.verification().members())
                    .filteredOn(Verification.Member::complete)
                    .extracting(Verification.Member::endpoint)
                    .doesNotContain(follower.endpoint)
                    .hasSize(2);
        }
    }

    @Test
    void with_all_members_down_it_ends_in_time_and_says_that_nothing_is_proven() throws Exception {
        try (LocalEtcd etcd = cluster("3.7.1", 3);
                LoadClient load =
                        LoadClient.start(
                                LoadSpec.of(etcd.endpoints())
                                        .deadlines(Duration.ofSeconds(1), Duration.ofSeconds(3)))) {
            until(load, now -> now.writes() > 100);
            for (LocalEtcd.Member member : etcd.members()) {
                member.kill();
            }
            until(load, now -> now.writesFailed() > 20);
            LoadReport report = load.stop();

            assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.UNPROVEN);
            assertThat(report.lost()).isEmpty();
            assertThat(report.verification().members())
                    .noneMatch(Verification.Member::complete)
                    .allMatch(m -> m.problem().orElseThrow().code().equals("UNAVAILABLE"));
            assertThat(report.text()).startsWith("UNPROVEN: ").contains("Connection refused");
            assertThat(report.keysKept()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void mutual_tls_works_with_keys_of_the_older_forms(String algorithm) throws Exception {
        TestCertificates certificates = TestCertificates.make(folder, algorithm);
        try (LocalEtcd etcd =
                        LocalEtcd.start(
                                Binaries.etcd("3.7.1"), folder, 1, Optional.of(certificates));
                LoadClient load =
                        LoadClient.start(
                                LoadSpec.of(etcd.endpoints()).tls(certificates.client()))) {
            until(load, now -> now.writes() > 200);
            LoadReport report = load.stop();

            assertThat(report.ok()).isTrue();
            assertThat(report.writes().failed()).isZero();
        }
    }

    private LocalEtcd cluster(String version, int size) throws Exception {
        return LocalEtcd.start(Binaries.etcd(version), folder, size, Optional.empty());
    }

    private static List<KeyValue> keys(LocalEtcd etcd, String prefix) {
        ByteString from = ByteString.copyFromUtf8(prefix);
        try (EndpointLink link = etcd.link(etcd.endpoints().getFirst())) {
            return link.range(from, KeyRange.endOf(from), Duration.ofSeconds(20)).getKvsList();
        }
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    private static void until(LoadClient load, Predicate<LoadSnapshot> reached)
            throws InterruptedException {
        Instant limit = Instant.now().plusSeconds(60);
        while (!reached.test(load.snapshot())) {
            assertThat(Instant.now()).as("%s", load.snapshot()).isBefore(limit);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
