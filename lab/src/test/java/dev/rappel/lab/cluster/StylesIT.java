package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each of the four minors in each style, one member each, four at a time. TLS and the form of keys,
 * a WAL directory of its own and {@code Restart=} change from one to the next, so that each occurs
 * with each minor and with each style.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StylesIT {
    private static final List<String> MINORS = List.of("3.4", "3.5", "3.6", "3.7");
    private static final List<ConfigStyle> STYLES = List.of(ConfigStyle.values());
    private static final List<Restart> RESTARTS = List.of(Restart.values());
    private static final List<Tls> TLS =
            List.of(
                    Tls.off(),
                    Tls.mutual(KeyForm.PKCS8),
                    Tls.mutual(KeyForm.PKCS1),
                    Tls.mutual(KeyForm.SEC1));

    private TestLab lab;
    private final List<Release> releases = new ArrayList<>();

    @BeforeAll
    void up() throws Failure, InterruptedException {
        lab = TestLab.up("it-cluster-styles", MINORS.size());
        for (String minor : MINORS) {
            releases.add(lab.release(minor));
        }
    }

    @AfterAll
    void down() throws Failure, InterruptedException {
        if (lab != null) {
            lab.down();
        }
    }

    @ParameterizedTest
    @EnumSource(ConfigStyle.class)
    void every_minor_runs_configured_so(ConfigStyle style) throws Exception {
        Each.of(
                IntStream.range(0, MINORS.size()).boxed().toList(),
                i -> {
                    runs(style, lab.host(i), releases.get(i), STYLES.indexOf(style) + i);
                    return i;
                });
    }

    private void runs(ConfigStyle style, Host host, Release release, int turn)
            throws Failure, InterruptedException {
        ClusterSpec spec =
                ClusterSpec.of(1, release.version())
                        .style(style)
                        .tls(TLS.get(turn % TLS.size()))
                        .restart(RESTARTS.get(turn % RESTARTS.size()));
        spec = (turn / 2) % 2 == 0 ? spec.withSeparateWal() : spec;
        String what = release.version() + " " + style.word() + " " + spec.tls();

        Cluster cluster =
                Cluster.start(
                        spec,
                        List.of(host),
                        release,
                        lab.folder().resolve(host.name()),
                        TestLab.progress());

        // As a person would look: over SSH, as the normal user, with sudo.
        String url = cluster.members().getFirst().clientUrl();
        String curl = String.join(" ", Access.curl(spec.tls()));
        assertThat(ssh(host, "sudo systemctl is-active etcd")).as(what).isEqualTo("active");
        assertThat(ssh(host, "sudo curl -fsS " + curl + " " + url + "/version"))
                .as(what)
                .contains("\"etcdserver\":\"" + release.version() + "\"");
        assertThat(ssh(host, "systemctl show --value -p Restart etcd"))
                .as(what)
                .isEqualTo(spec.restart().word(style));
        assertThat(ssh(host, "sudo ls /var/lib/etcd-wal/wal 2>/dev/null | grep -c 'wal$'"))
                .as(what)
                .isEqualTo(spec.separateWal() ? "1" : "0");
        String exe = Layout.of(style).etcd();
        assertThat(
                        ssh(
                                host,
                                "tr '\\0' ' ' </proc/$(systemctl show --value -p MainPID etcd)/cmdline"))
                .as(what)
                .startsWith(exe);
        assertThat(ssh(host, "stat -c '%U:%G %a' " + exe)).as(what).isEqualTo("root:root 755");
        if (spec.tls() instanceof Tls.Mutual) {
            assertThat(ssh(host, "sudo stat -c '%a %U' " + Layout.PKI + "/server-key.pem"))
                    .as(what)
                    .isEqualTo("600 " + Layout.of(style).user());
        }
        nothingIsUnknown(style, host, what);
    }

    /** kubespray writes two variables that newer etcds do not know; else nothing is amiss. */
    private static void nothingIsUnknown(ConfigStyle style, Host host, String what)
            throws Failure, InterruptedException {
        String journal =
                ssh(
                        host,
                        "sudo journalctl -o cat --no-pager _SYSTEMD_INVOCATION_ID="
                                + "$(systemctl show --value -p InvocationID etcd)");
        assertThat(journal).as(what).isNotEmpty();
        Set<String> unknown =
                Pattern.compile("unrecognized environment variable.*?(ETCD_[A-Z_]+)")
                        .matcher(journal)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> allowed =
                style == ConfigStyle.ENV
                        ? Set.of("ETCD_PROXY", "ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK")
                        : Set.of();
        assertThat(allowed).as(what + ": unknown variables").containsAll(unknown);
        if (style != ConfigStyle.ENV) {
            assertThat(journal.lines().filter(line -> line.contains("deprecated")))
                    .as(what)
                    .isEmpty();
        }
    }

    private static String ssh(Host host, String line) throws Failure, InterruptedException {
        LocalCommand.Result result = host.ssh(line).run();
        return result.out().strip().isEmpty() ? result.err().strip() : result.out().strip();
    }
}
