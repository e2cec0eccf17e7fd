package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.LabSpec;
import dev.rappel.lab.Labs;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ConfigStyle;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A member of 3.5 in each style of configuration: what the plan of the way to 3.4 says, and that a
 * real 3.4 starts with what was written. That 3.4 is 3.4.23, which is too old for the data of 3.5,
 * so it starts with none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Styles34IT {
    private static final String LAB = "e2e34-styles";
    private static final ConfigStyle[] STYLES = ConfigStyle.values();

    private final Labs labs = Labs.ofThisUser();
    private final List<Cluster> clusters = new ArrayList<>();
    private Lab lab;
    private Path folder;
    private Release old;

    @BeforeAll
    void up() throws Exception {
        folder = Files.createTempDirectory(LAB);
        labs.down(LAB, Progress.SILENT);
        ReleaseStore store = ReleaseStore.ofThisUser();
        old = store.get(new EtcdVersion(3, 4, 23), Arch.here(), Progress.SILENT);
        Release next = store.get(new EtcdVersion(3, 5, 33), Arch.here(), Progress.SILENT);
        lab = labs.up(LabSpec.of(LAB, HostOptions.standard(), STYLES.length), Progress.SILENT);
        for (int i = 0; i < STYLES.length; i++) {
            clusters.add(
                    Cluster.start(
                            ClusterSpec.of(1, next.version())
                                    .style(STYLES[i])
                                    .tls(i % 2 == 0 ? Tls.off() : Tls.mutual(KeyForm.SEC1))
                                    .flag("experimental-compaction-sleep-interval", "20ms")
                                    .flag("backend-bbolt-freelist-type", "array")
                                    .flag("pre-vote", "false"),
                            List.of(host(i)),
                            next,
                            lab.hosts().folder().path().resolve(STYLES[i].word()),
                            Progress.SILENT));
        }
    }

    @AfterAll
    void down() throws Failure, InterruptedException {
        labs.down(LAB, Progress.SILENT);
    }

    private Host host(int i) {
        return lab.hosts().targets().get(i);
    }

    @Test
    void every_style_is_planned_with_its_rewrites_and_a_real_3_4_starts_with_what_was_written()
            throws Exception {
        Path group = Files.writeString(folder.resolve("etcd.yml"), "etcd: {children: {hosts: }}\n");
        for (int i = 0; i < STYLES.length; i++) {
            LocalCommand.Result plan =
                    rappel(
                            "plan",
                            Playbook34.SHIPPED.toString(),
                            "-i",
                            lab.inventory().toString(),
                            "-i",
                            group.toString(),
                            "-l",
                            host(i).name(),
                            "--no-save",
                            "-e",
                            "etcd_archive=" + old.archive(),
                            "-e",
                            "etcd_target=3.4.23",
                            "-e",
                            "etcd_any_patch=true",
                            "-e",
                            "etcd_backups=" + folder);
            assertThat(plan.status()).as(STYLES[i].word()).isZero();
            assertThat(plan.out())
                    .as(STYLES[i].word())
                    .contains("etcd 3.4 does not have it; it pauses 10 ms")
                    .containsIgnoringCase(
                            STYLES[i] == ConfigStyle.FILE
                                    ? "next-cluster-version-compatible: true"
                                    : "ETCD_NEXT_CLUSTER_VERSION_COMPATIBLE=true")
                    .contains("1 restart, 0 blocked");
        }

        Path rewrite =
                Files.writeString(
                        folder.resolve("rewrite.yml"),
                        """
                        - hosts: hosts
                          become: true
                          tasks:
                            - etcd.config:
                                from: "3.5"
                                to: "3.4"
                        """);
        LocalCommand.Result written =
                rappel("run", rewrite.toString(), "-y", "-i", lab.inventory().toString());
        assertThat(written.status()).as(written.out() + written.err()).isZero();
        for (int i = 0; i < STYLES.length; i++) {
            startsWith34(i);
        }
        LocalCommand.Result again =
                rappel(
                        "plan",
                        rewrite.toString(),
                        "-i",
                        lab.inventory().toString(),
                        "--no-save",
                        "--detailed-exitcode");
        assertThat(again.status()).as(again.out()).isZero();
    }

    /** On no data, with the configuration as it was written for it. */
    private void startsWith34(int i) throws Exception {
        Host host = host(i);
        String program =
                Stream.of("/usr/local/bin/etcd", "/usr/bin/etcd", "/opt/etcd/etcd")
                        .filter(p -> isThere(host, p))
                        .findFirst()
                        .orElseThrow();
        host.exec("systemctl stop etcd; find /var/lib/etcd* -depth -name member -exec rm -rf {} +");
        host.put(old.etcd(), program, "0755", "root:root");
        LocalCommand.Result start = host.exec("systemctl daemon-reload; systemctl start etcd");
        assertThat(start.ok())
                .as(STYLES[i].word() + host.exec("journalctl -o cat -n 30 -u etcd").out())
                .isTrue();
        assertThat(
                        clusters.get(i).settle(Duration.ofSeconds(30)).members().stream()
                                .map(m -> m.answer().orElseThrow().version().toString()))
                .as(STYLES[i].word())
                .containsExactly("3.4.23");
        assertThat(host.exec("cat /proc/$(pidof etcd)/environ /proc/$(pidof etcd)/cmdline").out())
                .as(STYLES[i].word())
                .doesNotContain("compaction-sleep", "COMPACTION_SLEEP");
    }

    private static boolean isThere(Host host, String path) {
        try {
            return host.exec("test -x \"$1\"", path).ok();
        } catch (Failure e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private LocalCommand.Result rappel(String... words) throws Exception {
        return new Command(folder).run(List.of(words));
    }
}
