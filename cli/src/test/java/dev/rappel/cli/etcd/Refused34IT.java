package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What does not come down from 3.5 to 3.4, and how that is said; the cluster serves on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Refused34IT {
    private static final Path PLAYBOOK = ClusterUnderTest.playbook("etcd-downgrade-3.5-to-3.4.yml");
    private static final int PUT_BACK = 8;
    private static final int BLOCKED = 4;
    private static final int FAILED = 3;

    private ClusterUnderTest site;
    private Path old;

    @BeforeAll
    void up() throws Exception {
        old =
                ReleaseStore.ofThisUser()
                        .get(new EtcdVersion(3, 4, 23), Arch.here(), Progress.SILENT)
                        .archive();
        site =
                new ClusterUnderTest(
                        "e2e34-refused",
                        ClusterSpec.of(3, new EtcdVersion(3, 5, 33))
                                .tls(Tls.mutual(KeyForm.PKCS8)));
    }

    @AfterAll
    void down() throws Failure, InterruptedException {
        if (site != null) {
            site.close();
        }
    }

    private LocalCommand.Result rappel(String verb, Path playbook, String... more)
            throws Exception {
        List<String> words =
                new ArrayList<>(List.of("-e", "etcd_archive=" + old, "-e", "etcd_target=3.4.23"));
        words.addAll(Arrays.asList(more));
        return site.rappel(verb, playbook, words.toArray(String[]::new));
    }

    @Test
    void a_patch_of_3_4_that_is_too_old_is_refused_and_nothing_is_touched() throws Exception {
        String before = site.untouched();
        LocalCommand.Result run = rappel("run", PLAYBOOK, "-y");
        assertThat(run.status()).isEqualTo(BLOCKED);
        assertThat(run.out() + run.err())
                .contains("3.4.23 is too old a patch of 3.4")
                .contains("take 3.4.32 or newer");
        assertThat(site.untouched()).isEqualTo(before);
    }

    @Test
    void with_authentication_on_it_is_refused_with_the_reason_and_nothing_is_touched()
            throws Exception {
        etcdctl("user", "add", "root", "--new-user-password=pw");
        etcdctl("user", "grant-role", "root", "root");
        etcdctl("auth", "enable");
        try {
            String before = site.untouched();
            LocalCommand.Result run = rappel("run", PLAYBOOK, "-y", "-e", "etcd_any_patch=true");
            assertThat(run.status()).isEqualTo(BLOCKED);
            assertThat(run.out() + run.err())
                    .contains("authentication is on, and etcd 3.4 and 3.5 do not store passwords")
                    .contains("first etcdctl auth disable and delete the users");
            assertThat(site.untouched()).isEqualTo(before);
        } finally {
            etcdctl("--user=root:pw", "auth", "disable");
            etcdctl("user", "delete", "root");
        }
    }

    private void etcdctl(String... words) throws Exception {
        LocalCommand.Result result = site.cluster().etcdctl(words);
        assertThat(result.ok()).as(result.err()).isTrue();
    }

    /** The new program reads the new options before the old one is stopped. */
    @Test
    void a_program_that_does_not_take_its_options_is_found_out_before_anything_is_stopped()
            throws Exception {
        String pids = pids();
        LocalCommand.Result run = rappel("run", PLAYBOOK, "-y", "-e", "etcd_any_patch=true");
        assertThat(run.status()).isEqualTo(FAILED);
        assertThat(run.out() + run.err())
                .contains("etcd 3.4.23 does not take the translated options")
                .contains("flag provided but not defined: -next-cluster-version-compatible");
        assertThat(pids()).isEqualTo(pids);
        assertThat(site.cluster().status().whole()).isTrue();
    }

    /**
     * Without that option the first member of 3.4 dies on the data of 3.5: nothing warns before.
     */
    @Test
    void a_3_4_that_does_not_start_is_put_back_and_the_reason_is_the_one_it_wrote_itself()
            throws Exception {
        List<String> pids = pids().lines().toList();
        Path playbook = site.written("forced.yml", Playbook34.withoutConfiguration(PLAYBOOK));
        LocalCommand.Result run = rappel("run", playbook, "-y", "-e", "etcd_any_patch=true");
        assertThat(run.status()).isEqualTo(PUT_BACK);
        assertThat(run.out() + run.err())
                .contains("does not serve")
                .contains("lower than determined cluster version: 3.5");
        assertThat(site.cluster().status().whole()).isTrue();
        assertThat(site.versions()).containsOnly("3.5.33");
        // One member was stopped and started; the others were never touched.
        assertThat(pids().lines().filter(pids::contains)).hasSize(2);
        assertThat(
                        site.host("etcd1").exec("sha256sum < /usr/local/bin/etcd").out()
                                + site.host("etcd2").exec("sha256sum < /usr/local/bin/etcd").out()
                                + site.host("etcd3").exec("sha256sum < /usr/local/bin/etcd").out())
                .satisfies(sums -> assertThat(sums.lines().distinct()).hasSize(1));
    }

    private String pids() throws Exception {
        StringBuilder pids = new StringBuilder();
        for (var host : site.hosts()) {
            pids.append(host.name())
                    .append(' ')
                    .append(host.exec("systemctl show -p MainPID etcd").out());
        }
        return pids.toString();
    }
}
