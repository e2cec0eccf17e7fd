package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rappel.engine.text.Code;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whatever the bytes are, they load or give a diagnostic with a position; nothing is thrown, and
 * nothing takes for ever. An ordinary build replays the inputs that are kept; {@code JAZZER_FUZZ=1}
 * looks for new ones, for patterns together with {@code
 * JAZZER_DISABLED_HOOKS=com.code_intelligence.jazzer.sanitizers.RegexInjection}: a pattern may hold
 * a regular expression on purpose, and its steps are counted.
 */
final class InventoryFuzzTest {
    private static final Inventory SMALL =
            InventoryReader.read(
                    new Source(
                            "hosts",
                            "[web]\nweb[1:3]\n[db]\ndb1\n2001:db8::1\n[all_of:children]\nweb\ndb\n"),
                    new Problems());

    @FuzzTest(maxDuration = "4m")
    void an_ini_inventory_loads_or_is_explained(byte[] bytes) {
        read(bytes, "hosts.ini");
    }

    @FuzzTest(maxDuration = "4m")
    void a_yaml_inventory_loads_or_is_explained(byte[] bytes) {
        read(bytes, "hosts.yml");
    }

    @FuzzTest(maxDuration = "3m")
    void a_pattern_is_read_or_explained(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Problems problems = new Problems();
        Optional<Pattern> pattern = Pattern.parse(text, problems);
        assertThat(problems.hasErrors()).isEqualTo(pattern.isEmpty());
        if (pattern.isPresent()) {
            boolean none = pattern.get().select(SMALL, problems).isEmpty();
            assertThat(problems.hasErrors()).isEqualTo(none);
        }
        explained(problems);
    }

    private static void read(byte[] bytes, String name) {
        Problems problems = new Problems();
        Optional<Source> source = new SourceReader().decode(bytes, name, problems);
        if (source.isEmpty()) {
            assertThat(problems.hasErrors()).isTrue();
            return;
        }
        Inventory inventory = InventoryReader.read(source.get(), problems);
        if (!problems.hasErrors() && inventory.hosts().size() < 1000) {
            new InventoryView(inventory).list(inventory.hosts());
            inventory.hosts().forEach(h -> Connection.of(h, inventory.vars(h), problems));
        }
        explained(problems);
    }

    private static void explained(Problems problems) {
        for (Diagnostic diagnostic : problems.sorted()) {
            Code code = diagnostic.code();
            assertThat(diagnostic.span()).as(code.id()).isPresent();
        }
        if (problems.size() < 200) {
            new DiagnosticPrinter(Look.PLAIN).print(problems.sorted());
        }
    }
}
