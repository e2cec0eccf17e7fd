package dev.rappel.cli.etcd;

import dev.rappel.cli.RappelProcess;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The command as a user runs it, as a process of its own.
 *
 * @param folder where it runs; what it keeps of its runs is there, too
 */
record Command(Path folder) {
    /** Those of this checkout. */
    static final Path PLAYBOOKS = folderOfPlaybooks();

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static Path folderOfPlaybooks() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("playbooks"))) {
            here = here.getParent();
        }
        return here.resolve("playbooks");
    }

    /**
     * {@code rappel} and these words, until it ends; shown, for whoever reads the test's output.
     */
    LocalCommand.Result run(List<String> words) throws Failure, InterruptedException {
        LocalCommand.Result result =
                LocalCommand.of(RappelProcess.commandLine(words.toArray(String[]::new)))
                        .in(folder)
                        .with("RAPPEL_STATE", folder.resolve("state").toString())
                        .within(PATIENCE)
                        .run();
        System.out.println("--- rappel " + words.getFirst() + ": " + result.status());
        System.out.println(result.out() + result.err());
        return result;
    }

    /** How far the newest run has come. */
    RunNotes notes() {
        return new RunNotes(folder.resolve("state/runs"));
    }
}
