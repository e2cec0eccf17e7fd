package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files of this machine, written beside their place and renamed: never half there. */
final class SavedFile {
    private SavedFile() {}

    /** One that everybody may read. */
    static void open(Path file, String text) throws Failure {
        save(file, text, "rw-r--r--");
    }

    /** One that only its owner may read, from its first moment. */
    static void secret(Path file, String text) throws Failure {
        save(file, text, "rw-------");
    }

    private static void save(Path file, String text, String mode) throws Failure {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        FileAttribute<Set<PosixFilePermission>> own =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part", own);
            try {
                Files.writeString(part, text);
                Files.setPosixFilePermissions(part, permissions);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot write " + file)
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
    }
}
