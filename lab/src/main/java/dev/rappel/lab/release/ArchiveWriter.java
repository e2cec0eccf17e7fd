package dev.rappel.lab.release;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Writes an archive in etcd's layout. The same programs give the same bytes: entries are sorted,
 * and nothing of this machine or this moment goes in.
 */
final class ArchiveWriter {
    private static final Instant MOMENT = Instant.parse("2026-01-01T00:00:00Z");

    private ArchiveWriter() {}

    /**
     * @param programs the programs by the names that they get
     * @param readme the text of the archive's {@code README.md}: that it is not etcd's own
     */
    static void write(ReleaseId id, Map<String, Path> programs, String readme, Path archive)
            throws IOException {
        GzipParameters gzip = new GzipParameters();
        // It stays on this machine: quick beats small.
        gzip.setCompressionLevel(Deflater.BEST_SPEED);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
                OutputStream packed = new GzipCompressorOutputStream(file, gzip);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
            put(tar, entry(id.topFolder() + "/", 0755));
            TarArchiveEntry text = entry(id.topFolder() + "/README.md", 0644);
            byte[] bytes = readme.getBytes(StandardCharsets.UTF_8);
            text.setSize(bytes.length);
            tar.putArchiveEntry(text);
            tar.write(bytes);
            tar.closeArchiveEntry();
            for (Map.Entry<String, Path> program : new TreeMap<>(programs).entrySet()) {
                TarArchiveEntry entry = entry(id.topFolder() + "/" + program.getKey(), 0755);
                entry.setSize(Files.size(program.getValue()));
                tar.putArchiveEntry(entry);
                Files.copy(program.getValue(), tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private static TarArchiveEntry entry(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setModTime(FileTime.from(MOMENT));
        return entry;
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry folder) throws IOException {
        tar.putArchiveEntry(folder);
        tar.closeArchiveEntry();
    }
}
