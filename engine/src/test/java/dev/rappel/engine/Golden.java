package dev.rappel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Expected output that is kept in a file. {@code -Dgolden.update=true} writes the files anew; read
 * the difference before it is committed.
 */
public final class Golden {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void check(String file, String actual) throws IOException {
        Path path = ROOT.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, actual);
        }
        assertThat(path).as("expected output; -Dgolden.update=true makes it").exists();
        assertThat(actual).isEqualTo(Files.readString(path));
    }

    /** The input files of a folder with this ending, in the order of their names. */
    public static List<Path> inputs(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        }
    }
}
