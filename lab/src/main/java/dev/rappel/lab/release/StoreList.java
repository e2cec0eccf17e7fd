package dev.rappel.lab.release;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What lies in a store's folder, while others may be at work in it. */
record StoreList(Path folder) {
    /** The archives that the store would find, by version. */
    List<StoredArchive> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<StoredArchive> found = new ArrayList<>();
        for (Path file : candidates()) {
            Optional<ReleaseId> id = ReleaseId.ofArchive(file.getFileName().toString());
            if (id.isPresent() && NamedFolder.archive(folder, id.get()).equals(Optional.of(file))) {
                found.add(
                        new StoredArchive(
                                id.get().version(),
                                id.get().arch(),
                                file,
                                Files.size(file),
                                OriginNote.read(file)));
            }
        }
        found.sort(Comparator.comparing(StoredArchive::version).thenComparing(StoredArchive::arch));
        return found;
    }

    /** The files where archives may lie: in the folder and in the folders of versions. */
    private List<Path> candidates() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> top = Files.newDirectoryStream(folder)) {
            for (Path path : top) {
                files.add(path);
                if (path.getFileName().toString().startsWith("v") && Files.isDirectory(path)) {
                    try (DirectoryStream<Path> version = Files.newDirectoryStream(path)) {
                        version.forEach(files::add);
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }
}
