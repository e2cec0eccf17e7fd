package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What this machine's file system refused, told as a failure. */
final class DiskTrouble {
    private static final String FREE_SOME =
            "free some, or name a folder elsewhere with RAPPEL_CACHE=/some/folder";

    private DiskTrouble() {}

    /**
     * The failure for an error while {@code doing} ("unpacking …") below {@code place}.
     *
     * @throws InterruptedException when the error is only how this thread's interruption shows
     */
    static Failure of(String doing, Path place, IOException e) throws InterruptedException {
        if (e instanceof ClosedByInterruptException || e instanceof FileLockInterruptionException) {
            // Ctrl-C reaches a thread that reads or writes in this guise.
            Thread.interrupted();
            throw new InterruptedException();
        }
        return uninterrupted(doing, place, e);
    }

    /** The same where the thread's interruption cannot be the cause. */
    static Failure uninterrupted(String doing, Path place, IOException e) {
        if (isFull(String.valueOf(e.getMessage()))) {
            return full(doing, place).cause(e);
        }
        Failure failure = Failure.of(Failure.Kind.FAILED, doing + " did not succeed").cause(e);
        return switch (e) {
            case AccessDeniedException denied ->
                    failure.why("no permission for " + denied.getFile())
                            .help("see to its owner and mode, or set RAPPEL_CACHE=/some/folder");
            case NoSuchFileException missing ->
                    failure.why(missing.getFile() + " went away meanwhile");
            case FileSystemException known -> failure.why(String.valueOf(known.getMessage()));
            default -> failure.why(String.valueOf(e.getMessage()));
        };
    }

    /** The failure for a program that found the disk full, where its last lines say so. */
    static Optional<Failure> in(List<String> lines, String doing, Path place) {
        return lines.stream().anyMatch(DiskTrouble::isFull)
                ? Optional.of(full(doing, place))
                : Optional.empty();
    }

    private static Failure full(String doing, Path place) {
        return Failure.of(Failure.Kind.FAILED, doing + " did not succeed")
                .why("no space is left where " + place + " is")
                .help(FREE_SOME);
    }

    private static boolean isFull(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left on device") || text.contains("quota exceeded");
    }
}
