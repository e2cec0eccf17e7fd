package dev.rappel.lab.release;

import java.nio.file.Path;

/**
 * An archive in the store, for a list; not checked.
 *
 * @param bytes the archive's size
 */
public record StoredArchive(
        EtcdVersion version, Arch arch, Path archive, long bytes, Origin origin) {}
