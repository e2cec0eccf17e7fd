package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The unpacked archives of a store, each in a folder named by the SHA-256 of its archive, so that
 * an archive is unpacked once and another one of the same version can never be taken for it.
 */
record Unpacked(Path folder) {
    /** Written last: the checksums of the files as they were unpacked. */
    private static final String CONTENT = "CONTENT";

    /** Whether the unpacked copy is there and still holds what was unpacked. */
    boolean isSound(String sha256) throws IOException {
        Path home = folder.resolve(sha256);
        Checksums content = Checksums.read(home.resolve(CONTENT));
        for (Map.Entry<String, String> file : content.byName().entrySet()) {
            Path path = home.resolve(file.getKey());
            if (!Files.isRegularFile(path) || !Sha256.of(path).equals(file.getValue())) {
                return false;
            }
        }
        return !content.byName().isEmpty();
    }

    /** Unpacks an archive whose SHA-256 was found to be this. */
    void unpack(Path archive, String sha256, ReleaseId id, Path work)
            throws Failure, InterruptedException {
        Path fresh = work.resolve("unpacked");
        try {
            Files.createDirectories(fresh);
            new ArchiveReader(ArchiveReader.Limits.usual()).unpack(archive, id, fresh);
            content(fresh).write(fresh.resolve(CONTENT));
            Files.createDirectories(folder);
            Path home = folder.resolve(sha256);
            if (Files.exists(home)) {
                // It was found damaged; out of the way in one step, so that no one sees half of it.
                Files.move(home, work.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskTrouble.of("unpacking " + archive.getFileName(), folder, e);
        }
    }

    /** The programs of an unpacked archive. */
    Path programs(String sha256, ReleaseId id) {
        return folder.resolve(sha256).resolve(id.topFolder());
    }

    private static Checksums content(Path root) throws IOException {
        Checksums sums = new Checksums(Map.of());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                // The documentation matters to no one who runs it; names with blanks neither.
                if (Files.isExecutable(file) && !name.contains(" ")) {
                    sums = sums.with(name, Sha256.of(file));
                }
            }
        }
        return sums;
    }
}
