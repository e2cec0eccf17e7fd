package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Holds a lock on a file, against other programs and other threads of this one, until closed. */
final class FileGuard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FileChannel channel;

    private FileGuard(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws Failure when another holds it for ten minutes
     */
    static FileGuard hold(Path file) throws Failure, InterruptedException {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean held = false;
            try {
                long limit = System.nanoTime() + PATIENCE.toNanos();
                while (!held && System.nanoTime() < limit) {
                    held = held(channel);
                    if (!held) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }
            } finally {
                if (!held) {
                    channel.close();
                }
            }
            if (held) {
                return new FileGuard(channel);
            }
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot write to the lab's cache")
                    .why(file + ": " + e.getMessage())
                    .cause(e);
        }
        throw Failure.of(Failure.Kind.FAILED, "another lab is still at work on the same thing")
                .why("it has held " + file + " for " + PATIENCE.toMinutes() + " minutes");
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this very program has it.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closing gives the lock up even where it reports an error.
            return;
        }
    }
}
