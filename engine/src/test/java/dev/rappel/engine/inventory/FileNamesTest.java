package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileNamesTest {
    @TempDir private Path folder;
    private final Problems problems = new Problems();

    @Test
    void variables_in_a_file_whose_name_cannot_be_read_are_not_passed_over() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "web1\n");
        Path variables = Files.createDirectory(folder.resolve("host_vars"));
        Process touch =
                new ProcessBuilder("sh", "-c", ": >\"$(printf 'web\\377.yml')\"")
                        .directory(variables.toFile())
                        .start();
        assertThat(touch.waitFor()).isZero();
        InventoryReader.read(List.of(hosts.toString()), problems);
        assertThat(problems.sorted())
                .extracting(Diagnostic::title)
                .singleElement()
                .asString()
                .startsWith("cannot read the name of `");
    }

    @Test
    void what_cannot_be_a_path_is_no_crash() {
        InventoryReader.read(List.of("a\0b", "", " "), problems);
        assertThat(problems.sorted())
                .extracting(Diagnostic::code)
                .containsOnly(InventoryCode.NOT_FOUND);
        assertThat(Limit.parse("@a\0b", problems)).isEmpty();
    }
}
