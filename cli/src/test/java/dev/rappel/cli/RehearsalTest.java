package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher runs after a build: where it breaks off, commands get slower and nobody is
 * told.
 */
final class RehearsalTest {
    @TempDir private Path folder;

    @Test
    void every_playbook_is_played_to_its_end() throws Exception {
        Path top = Path.of("..").toRealPath();
        Path stage = Files.createDirectory(folder.resolve("stage"));
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.rappel.cli.Rehearsal",
                                stage.toString(),
                                top.resolve("cli/src/main/rehearsal").toString(),
                                top.resolve("playbooks/etcd-downgrade-3.7-to-3.6.yml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("XDG_CACHE_HOME", stage.toString());
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(process.exitValue()).isZero();
        // The generic one twice, and a downgrade of etcd without TLS and with it.
        assertThat(lines.stream().filter(line -> line.startsWith("Done. 3 hosts, 3 changed")))
                .as(String.join("\n", lines))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        try (Stream<Path> made = Files.list(folder)) {
            assertThat(made).containsExactlyInAnyOrder(stage, log);
        }
    }
}
