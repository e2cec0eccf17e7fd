package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The right to make one release in a store, held by one process and one thread of it; the kernel
 * takes it back when the process dies. The lock's file stays, for removing it would be a race.
 */
final class StoreLock implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final FileChannel file;

    private StoreLock(FileChannel file) {
        this.file = file;
    }

    /** Waits, visibly, until it is ours. */
    static StoreLock take(Path path, ReleaseId id, Duration patience, Progress.Step step)
            throws Failure, InterruptedException {
        FileChannel file;
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskTrouble.of("locking " + path, path, e);
        }
        boolean ours = false;
        try {
            long limit = System.nanoTime() + patience.toNanos();
            while (attempt(file).isEmpty()) {
                step.now("another rappel (process " + holder(file) + ") is getting it; waiting");
                if (System.nanoTime() > limit) {
                    throw Failure.of(Failure.Kind.REFUSED, "gave up waiting for " + id)
                            .why(
                                    "process %s has been getting it for more than %d s"
                                            .formatted(holder(file), patience.toSeconds()))
                            .help("look at that process, or end it, and try again");
                }
                TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
            }
            ours = true;
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new StoreLock(file);
        } catch (IOException e) {
            ours = false;
            throw DiskTrouble.of("locking " + path, path, e);
        } finally {
            if (!ours) {
                closeQuietly(file);
            }
        }
    }

    private static Optional<FileLock> attempt(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return Optional.empty();
        }
    }

    private static String holder(FileChannel file) {
        try {
            ByteBuffer text = ByteBuffer.allocate(20);
            file.read(text, 0);
            String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
            return pid.matches("\\d+") ? pid : "?";
        } catch (IOException e) {
            return "?";
        }
    }

    private static void closeQuietly(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written that could be lost; the kernel frees the lock in any case.
            return;
        }
    }

    @Override
    public void close() {
        closeQuietly(file);
    }
}
