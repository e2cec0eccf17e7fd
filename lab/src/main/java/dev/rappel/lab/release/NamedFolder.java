package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder of archives that the user named. Each archive lies beside a {@code SHA256SUMS}, either
 * in the folder itself or in a folder of its version, {@code v3.7.1}.
 */
record NamedFolder(Path folder) implements ReleaseSource {
    @Override
    public String name() {
        return "RAPPEL_RELEASES=" + folder;
    }

    @Override
    public Outcome fetch(ReleaseId id, Path work, Progress.Step step)
            throws Failure, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw Failure.of(Failure.Kind.USAGE, "RAPPEL_RELEASES names no folder")
                    .why(folder + (Files.exists(folder) ? " is a file" : " does not exist"))
                    .help("name a folder of etcd's archives, or the URL of a mirror, or unset it");
        }
        Optional<Path> archive = archive(folder, id);
        if (archive.isEmpty()) {
            return new Outcome.Absent(
                    "there is no %s, nor %s/%s"
                            .formatted(id.archiveName(), id.versionFolder(), id.archiveName()));
        }
        step.now("copying " + archive.get());
        String promised = promised(archive.get());
        Path copy = work.resolve(id.archiveName());
        try {
            Files.copy(archive.get(), copy);
        } catch (IOException e) {
            throw DiskTrouble.of("copying " + archive.get(), work, e);
        }
        return new Outcome.Found(
                copy,
                promised,
                new Origin(Origin.Kind.FOLDER, archive.get().resolveSibling("").toString()));
    }

    /** Where the archive lies in a folder of either layout. */
    static Optional<Path> archive(Path folder, ReleaseId id) {
        return List.of(folder.resolve(id.versionFolder()), folder).stream()
                .map(f -> f.resolve(id.archiveName()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The checksum that the file beside an archive gives for it. */
    static String promised(Path archive) throws Failure, InterruptedException {
        Path sums = archive.resolveSibling(ReleaseId.SUMS);
        String name = archive.getFileName().toString();
        try {
            Optional<String> line = Checksums.read(sums).of(name);
            if (line.isPresent()) {
                return line.get();
            }
        } catch (IOException e) {
            throw DiskTrouble.of("reading " + sums, sums, e);
        }
        throw Failure.of(Failure.Kind.REFUSED, archive + " cannot be checked")
                .why(
                        Files.exists(sums)
                                ? sums + " has no line for it"
                                : "there is no " + ReleaseId.SUMS + " beside it")
                .help("put the %s that was published with it beside it".formatted(ReleaseId.SUMS));
    }
}
