package dev.rappel.cli;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command as a process of its own, from the classes under test. */
public final class RappelProcess {
    private RappelProcess() {}

    /** The command line of {@code rappel words…}. */
    public static List<String> commandLine(String... words) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.rappel.cli.Main"));
        all.addAll(List.of(words));
        return all;
    }

    public static LocalCommand.Result run(String... words) throws Failure, InterruptedException {
        return LocalCommand.of(commandLine(words)).within(Duration.ofMinutes(10)).run();
    }
}
