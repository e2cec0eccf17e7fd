package dev.rappel.lab.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The file beside an archive in the store that says where it came from.
 *
 * @param sha256 the archive that the note is about; for another one it says nothing
 */
record OriginNote(Origin origin, String sha256) {
    private static final String SUFFIX = ".origin";

    /** The origin that is noted beside an archive. */
    static Origin read(Path archive) throws IOException {
        Path file = file(archive);
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            for (Origin.Kind kind : Origin.Kind.values()) {
                if (lines.size() >= 3 && lines.get(0).equals(kind.name())) {
                    return new Origin(kind, lines.get(1));
                }
            }
        }
        return byHand(archive);
    }

    /** The origin of an archive whose checksum is this. */
    static Origin read(Path archive, String sha256) throws IOException {
        Path file = file(archive);
        return Files.exists(file) && Files.readAllLines(file).contains(sha256)
                ? read(archive)
                : byHand(archive);
    }

    void write(Path archive) throws IOException {
        Path file = file(archive);
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.write(part, List.of(origin.kind().name(), origin.from(), sha256));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Origin byHand(Path archive) {
        return new Origin(Origin.Kind.BY_HAND, archive.resolveSibling("").toString());
    }

    private static Path file(Path archive) {
        return archive.resolveSibling(archive.getFileName() + SUFFIX);
    }
}
