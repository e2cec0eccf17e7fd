package dev.rappel.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import java.nio.file.Path;
import java.util.Optional;

/** Any bytes are a playbook, or are told with their place why they are none. */
final class PlaybookFuzzTest {
    private static final Inventory INVENTORY =
            InventoryReader.read(
                    new Source(
                            "hosts.ini",
                            "[app]\na1 port=80\na2 port=http rack=b\n[all:vars]\nv={{port}}\n"),
                    new Problems());

    @FuzzTest(maxDuration = "4m")
    void any_bytes_load_or_give_positioned_diagnostics(byte[] bytes) {
        Problems problems = new Problems();
        Optional<Source> source = new SourceReader().decode(bytes, "site.yml", problems);
        source.ifPresent(s -> read(s, problems));
        for (Diagnostic diagnostic : problems.sorted()) {
            if (source.isPresent()) {
                assertThat(diagnostic.span()).as(diagnostic.title()).isPresent();
            }
            assertThat(diagnostic.title()).isNotBlank();
        }
        new DiagnosticPrinter(Look.PLAIN).print(problems.sorted());
    }

    private static void read(Source source, Problems problems) {
        Path nowhere = Path.of("nowhere-at-all", "site.yml");
        new PlaybookReader(Request.of(SampleModules.ALL), problems).read(source, nowhere);
        new PlaybookReader(Request.of(SampleModules.ALL).with(INVENTORY), problems)
                .read(source, nowhere);
    }
}
