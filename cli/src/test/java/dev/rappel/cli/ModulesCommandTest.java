package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Modules;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ModulesCommandTest {
    private static String page(ModuleSpec<?> spec) {
        StringWriter text = new StringWriter();
        new ModulePage(new PrintWriter(text, true), 80).describe(spec);
        return text.toString();
    }

    @Test
    void every_module_has_a_page_with_all_that_it_declares() {
        for (ModuleSpec<?> spec : Modules.installed().all()) {
            String page = page(spec);
            spec.arguments().forEach(a -> assertThat(page).contains("  " + a.name() + "  "));
            spec.result().forEach(f -> assertThat(page).contains("  " + f.name() + "  "));
            spec.facts().forEach(f -> assertThat(page).contains("  " + f.name() + "  "));
            assertThat(spec.example()).as(spec.name() + " has an example").isNotBlank();
            assertThat(spec.doc()).as(spec.name() + " is described").isNotBlank();
        }
    }

    @Test
    void every_module_that_is_declared_is_there() {
        Modules modules = Modules.installed();
        for (ModuleSpec<?> spec : modules.all()) {
            assertThat(modules.module(spec).spec()).as(spec.name()).isSameAs(spec);
        }
    }

    @Test
    void text_keeps_to_the_width_and_hangs_under_its_name() {
        String page = page(Modules.installed().find("copy").orElseThrow());
        assertThat(page.lines().filter(l -> !l.startsWith("    ") && l.length() > 80)).isEmpty();
        assertThat(page).startsWith("copy\n").contains("  dest  a text; required\n");
    }
}
