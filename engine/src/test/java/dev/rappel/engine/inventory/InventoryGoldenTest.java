package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.Golden;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Explanations;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mistake that an inventory or a pattern can have is explained in exactly these words. */
final class InventoryGoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/golden/inventory");

    private static String printed(Problems problems) {
        return new DiagnosticPrinter(Look.PLAIN).print(problems.sorted()).replace(ROOT + "/", "");
    }

    @TestFactory
    Stream<DynamicTest> each_broken_inventory_is_explained() throws IOException {
        return Stream.of(".ini", ".yml", ".toml")
                .flatMap(InventoryGoldenTest::inputs)
                .filter(f -> !f.getFileName().toString().equals("connection.yml"))
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> inventory(f)));
    }

    private static Stream<Path> inputs(String ending) {
        try {
            return Golden.inputs("inventory", ending).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void inventory(Path file) throws IOException {
        Problems problems = new Problems();
        InventoryReader.read(List.of(file.toString()), problems);
        assertThat(problems.isEmpty()).as(file.toString()).isFalse();
        String text = printed(problems);
        assertThat(text).doesNotContain("s3cret", "hunter2", "unclosed secret");
        Golden.check("inventory/" + file.getFileName() + ".txt", text);
    }

    @Test
    void each_wrong_connection_is_explained() throws IOException {
        Problems problems = new Problems();
        Inventory inventory =
                InventoryReader.read(List.of(ROOT.resolve("connection.yml").toString()), problems);
        inventory.hosts().forEach(host -> Connection.of(host, inventory.vars(host), problems));
        assertThat(printed(problems)).doesNotContain("hunter2");
        Golden.check("inventory/connection.yml.txt", printed(problems));
    }

    @Test
    void each_wrong_pattern_is_explained() throws IOException {
        Inventory inventory =
                InventoryReader.read(
                        new Source(
                                "hosts",
                                """
                                [web]
                                w1
                                w2
                                w3
                                [empty]
                                [db]
                                db1
                                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab
                                """),
                        new Problems());
        StringBuilder text = new StringBuilder();
        for (String line : Files.readString(ROOT.resolve("pattern.pattern")).split("\n", -1)) {
            Problems problems = new Problems();
            Pattern.parse(line, problems).ifPresent(p -> p.select(inventory, problems));
            text.append("===== ").append(line).append('\n').append(printed(problems));
        }
        Golden.check("inventory/pattern.pattern.txt", text.toString());
    }

    @Test
    void wrong_files_beside_an_inventory_are_explained(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("hosts"), "[web]\nw1\n");
        Files.createDirectories(folder.resolve("host_vars/w1"));
        Files.createDirectories(folder.resolve("group_vars"));
        Files.writeString(folder.resolve("host_vars/w1/a.yml"), "- x\n");
        Files.writeString(folder.resolve("host_vars/w1.yml"), "a: 1\n");
        Files.writeString(folder.resolve("group_vars/web.yml"), "text only\n");
        Files.writeString(folder.resolve("group_vars/web.yaml"), "b: 1\n");
        Files.writeString(folder.resolve("group_vars/all"), "$ANSIBLE_VAULT;1.1;AES256\n00\n");
        Problems problems = new Problems();
        InventoryReader.read(List.of(folder.resolve("hosts").toString()), problems);
        Golden.check(
                "inventory/vars-files.txt", printed(problems).replace(folder.toString(), "inv"));
    }

    @Test
    void wrong_sources_are_explained(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), "all:\n");
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("empty/x.cfg"), "h1\n");
        Files.writeString(folder.resolve("limit"), "# nobody\n\n");
        Problems problems = new Problems();
        String at = folder + "/";
        InventoryReader.read(
                List.of(at + "host.yml", at + "empty", at + "hosts.yml", "h[3:1],"), problems);
        Limit.parse("@" + at + "limit", problems);
        Limit.parse("@" + at + "nolimit", problems);
        Golden.check("inventory/sources.txt", printed(problems).replace(folder.toString(), "inv"));
    }

    @ParameterizedTest
    @EnumSource
    void each_code_has_an_explanation(InventoryCode code) {
        assertThat(Explanations.of(code)).as(code.id()).isPresent();
    }

    @Test
    void each_code_has_an_example_here() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(ROOT)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
                all.append(Files.readString(file));
            }
        }
        for (InventoryCode code : InventoryCode.values()) {
            assertThat(all).contains("[" + code.id() + "]");
        }
    }
}
