package dev.rappel.lab.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release: a version for an architecture, with the names that etcd's layout gives it. */
record ReleaseId(EtcdVersion version, Arch arch) {
    /** The file of checksums that lies beside the archives. */
    static final String SUMS = "SHA256SUMS";

    private static final Pattern ARCHIVE =
            Pattern.compile("etcd-v(\\d+)\\.(\\d+)\\.(\\d+)-linux-([a-z0-9]+)\\.tar\\.gz");

    /** The release that an archive of this file name holds; empty for any other file name. */
    static Optional<ReleaseId> ofArchive(String fileName) {
        Matcher parts = ARCHIVE.matcher(fileName);
        if (!parts.matches()) {
            return Optional.empty();
        }
        for (Arch arch : Arch.values()) {
            if (arch.word().equals(parts.group(4))) {
                ReleaseId id =
                        new ReleaseId(
                                new EtcdVersion(
                                        number(parts.group(1)),
                                        number(parts.group(2)),
                                        number(parts.group(3))),
                                arch);
                // 3.07.1 would be found under a name that is not its own.
                return Optional.of(id).filter(i -> i.archiveName().equals(fileName));
            }
        }
        return Optional.empty();
    }

    private static int number(String digits) {
        return digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    /** The folder of a version, where versions have folders: {@code v3.7.1}. */
    String versionFolder() {
        return "v" + version;
    }

    /** The folder at the top of the archive, which holds the programs. */
    String topFolder() {
        return "etcd-v" + version + "-linux-" + arch;
    }

    String archiveName() {
        return topFolder() + ".tar.gz";
    }

    @Override
    public String toString() {
        return "etcd " + version + " for linux-" + arch;
    }
}
