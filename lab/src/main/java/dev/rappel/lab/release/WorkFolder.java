package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in the store's own file system for what is half-made; gone when closed. What a killed
 * process left is removed by the next one that makes the same release.
 */
final class WorkFolder implements AutoCloseable {
    private final Path root;

    private WorkFolder(Path root) {
        this.root = root;
    }

    /** Makes one; the caller has the release's lock. */
    static WorkFolder make(Path parent, ReleaseId id) throws Failure, InterruptedException {
        try {
            Files.createDirectories(parent);
            String ours = id.topFolder() + "-";
            List<Path> others;
            try (Stream<Path> all = Files.list(parent)) {
                others = all.filter(p -> p.getFileName().toString().startsWith(ours)).toList();
            }
            for (Path other : others) {
                if (isLeftover(other.getFileName().toString().substring(ours.length()))) {
                    FolderTree.delete(other);
                }
            }
            long pid = ProcessHandle.current().pid();
            return new WorkFolder(Files.createTempDirectory(parent, ours + pid + "-"));
        } catch (IOException e) {
            throw DiskTrouble.of("preparing " + id, parent, e);
        }
    }

    private static boolean isLeftover(String pidAndRandom) {
        String pid = pidAndRandom.replaceFirst("-.*", "");
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
    }

    /** An empty folder in it. */
    Path fresh() throws Failure, InterruptedException {
        try {
            return Files.createTempDirectory(root, "");
        } catch (IOException e) {
            throw DiskTrouble.of("preparing a release", root, e);
        }
    }

    @Override
    public void close() throws Failure {
        try {
            FolderTree.delete(root);
        } catch (IOException e) {
            throw DiskTrouble.uninterrupted("tidying up " + root, root, e);
        }
    }
}
