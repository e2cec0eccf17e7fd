package dev.rappel.lab.load;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Path;

/** The programs of etcd that these tests start, from this user's store. */
final class Binaries {
    private Binaries() {}

    /**
     * @param version a whole version, or {@code 3.4} for the newest of that minor there is
     */
    static Path etcd(String version) throws Failure, InterruptedException {
        ReleaseStore store = ReleaseStore.ofThisUser();
        return version.equals("3.4")
                ? store.newest34(Arch.here(), Progress.SILENT).etcd()
                : store.get(EtcdVersion.parse(version), Arch.here(), Progress.SILENT).etcd();
    }
}
