package dev.rappel.modules.etcd.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a snapshot can be kept in a folder, as far as that can be told without writing there. */
final class Keeping {
    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;

    private Keeping() {}

    /**
     * @param size of the database, in bytes
     * @return why it cannot
     */
    static Optional<String> trouble(Path folder, long size) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Optional.of(
                    "snapshots cannot be kept in " + folder + ": " + there + " is a file");
        } else if (!Files.isWritable(there)) {
            return Optional.of(
                    "snapshots cannot be kept in " + folder + ": " + there + " cannot be written");
        }
        try {
            long room = Files.getFileStore(there).getUsableSpace();
            return room >= size
                    ? Optional.empty()
                    : Optional.of(
                            "a snapshot has "
                                    + rounded(size)
                                    + ", and "
                                    + there
                                    + " has room for "
                                    + rounded(room));
        } catch (IOException e) {
            return Optional.of("whether there is room in " + there + " cannot be found out: " + e);
        }
    }

    private static String rounded(long bytes) {
        return bytes < 10 * MEGABYTE ? bytes / KILOBYTE + " kB" : bytes / MEGABYTE + " MB";
    }
}
