package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the set-up of Docker has to know of this machine, and does to it. Scripted in tests. */
interface Machine {
    String variable(String name);

    boolean root();

    /** The identifiers of the distribution and of what it descends from: "ubuntu", "debian". */
    List<String> distribution();

    boolean has(String program);

    /** The name of process 1. */
    String init();

    /** Runs a command; its words are said once more, because a command does not tell them. */
    LocalCommand.Result run(List<String> words, LocalCommand command)
            throws Failure, InterruptedException;

    default LocalCommand.Result run(List<String> words, Duration limit)
            throws Failure, InterruptedException {
        return run(words, LocalCommand.of(words).within(limit));
    }

    static Machine real() {
        return new Machine() {
            @Override
            public String variable(String name) {
                return System.getenv().getOrDefault(name, "");
            }

            @Override
            public boolean root() {
                return "root".equals(System.getProperty("user.name"));
            }

            @Override
            public List<String> distribution() {
                return words(Path.of("/etc/os-release"));
            }

            @Override
            public boolean has(String program) {
                Map<String, String> environment = System.getenv();
                // Debian keeps daemons where an ordinary user's PATH does not look.
                String path = environment.getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
                return Arrays.stream(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            }

            @Override
            public String init() {
                try {
                    return Files.readString(Path.of("/proc/1/comm")).strip();
                } catch (IOException e) {
                    return "";
                }
            }

            @Override
            public LocalCommand.Result run(List<String> words, LocalCommand command)
                    throws Failure, InterruptedException {
                return command.run();
            }
        };
    }

    /** The words of ID and ID_LIKE in an os-release file; none where it cannot be read. */
    private static List<String> words(Path osRelease) {
        try {
            return Files.readAllLines(osRelease).stream()
                    .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .flatMap(value -> Arrays.stream(value.split(" ", -1)))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
