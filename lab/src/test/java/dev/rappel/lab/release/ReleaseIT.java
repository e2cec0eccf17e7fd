package dev.rappel.lab.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real releases, and what makes them where no download is to be had. */
final class ReleaseIT {
    @TempDir Path temp;

    @Test
    void this_users_store_has_an_etcd_that_runs() throws Exception {
        Release release =
                ReleaseStore.ofThisUser()
                        .get(new EtcdVersion(3, 7, 1), Arch.here(), Progress.SILENT);

        assertThat(versionOf(release.etcd())).contains("etcd Version: 3.7.1");
        assertThat(LocalCommand.of(release.etcdctl().toString(), "version").expect().out())
                .contains("etcdctl version: 3.7.1");
        assertThat(
                        LocalCommand.of(release.etcdutl().orElseThrow().toString(), "version")
                                .expect()
                                .out())
                .contains("etcdutl version: 3.7.1");
    }

    @Test
    void debians_etcd_runs_without_being_installed() throws Exception {
        Optional<Release> release =
                withoutDownloads().obtain(DebianPackages.VERSION, Arch.here(), Progress.SILENT);
        assumeTrue(release.isPresent(), "apt has no etcd-server 3.4.23 here (Debian 12 has)");

        assertThat(release.get().origin().toString()).startsWith("repacked from Debian's");
        assertThat(release.get().official()).isFalse();
        assertThat(release.get().etcdutl()).isEmpty();
        assertThat(versionOf(release.get().etcd())).contains("etcd Version: 3.4.23");
    }

    @Test
    @Tag("slow")
    void a_build_from_go_modules_runs_and_has_the_same_bytes_each_time() throws Exception {
        EtcdVersion version = new EtcdVersion(3, 6, 14);
        Release built = withoutDownloads().get(version, Arch.here(), Progress.SILENT);

        assertThat(built.origin().kind()).isEqualTo(Origin.Kind.BUILT);
        assertThat(versionOf(built.etcd())).contains("etcd Version: 3.6.14");
        Optional<Release> earlier = ReleaseStore.ofThisUser().find(version, Arch.here());
        assumeTrue(earlier.map(Release::origin).equals(Optional.of(built.origin())));
        assertThat(built.sha256()).isEqualTo(earlier.orElseThrow().sha256());
    }

    private ReleaseStore withoutDownloads() {
        return new ReleaseStore(temp, Map.of(), StoreFixture.NOWHERE, Deadlines.usual());
    }

    private static String versionOf(Path etcd) throws Failure, InterruptedException {
        return LocalCommand.of(etcd.toString(), "--version").expect().out();
    }
}
