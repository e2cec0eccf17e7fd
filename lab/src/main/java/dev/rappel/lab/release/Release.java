package dev.rappel.lab.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An etcd release, unpacked from an archive that was equal to its checksum a moment ago.
 *
 * @param archive the archive, in the store
 * @param sha256 the archive's SHA-256, in hex
 * @param folder the unpacked programs; belongs to the store and is not to be written to
 */
public record Release(
        EtcdVersion version, Arch arch, Path archive, String sha256, Path folder, Origin origin) {

    public Path etcd() {
        return folder.resolve("etcd");
    }

    public Path etcdctl() {
        return folder.resolve("etcdctl");
    }

    /** The offline tool; releases before 3.5 have none. */
    public Optional<Path> etcdutl() {
        return Optional.of(folder.resolve("etcdutl")).filter(Files::exists);
    }

    /** Whether these are the very bytes that etcd published; see {@link Origin}. */
    public boolean official() {
        return origin.official();
    }

    @Override
    public String toString() {
        return "etcd " + version + " for linux-" + arch + ", " + origin;
    }
}
