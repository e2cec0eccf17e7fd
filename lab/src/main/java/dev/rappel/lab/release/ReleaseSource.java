package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import java.nio.file.Path;
import java.util.List;

/** A place, or a way, to get release archives. */
sealed interface ReleaseSource permits NamedFolder, Mirror, GoModules, DebianPackages {
    /** In words for people: a folder, a host, "Go modules". */
    String name();

    /**
     * Makes the archive in {@code work}, an empty folder that is removed afterwards.
     *
     * @throws Failure when going on to the next source would hide something: an archive that is not
     *     what its checksum promised, a full disk, a source that the user named wrongly
     */
    Outcome fetch(ReleaseId id, Path work, Progress.Step step) throws Failure, InterruptedException;

    /** How a source answered. */
    sealed interface Outcome {
        /**
         * The archive is there.
         *
         * @param archive in the work folder
         * @param sha256 what the source promises its checksum to be; not compared yet
         */
        record Found(Path archive, String sha256, Origin origin) implements Outcome {}

        /**
         * This source does not have it, or cannot be asked.
         *
         * @param evidence the last lines of a program that failed; else empty
         */
        record Absent(String reason, List<String> evidence) implements Outcome {
            Absent(String reason) {
                this(reason, List.of());
            }
        }
    }
}
