package dev.rappel.engine;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms of the engine and the one direction in which they may use each other. */
@AnalyzeClasses(
        packages = "dev.rappel.engine",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseTest {
    @ArchTest
    static final ArchRule rooms_use_only_rooms_below =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("text")
                    .definedBy("dev.rappel.engine.text..")
                    .layer("value")
                    .definedBy("dev.rappel.engine.value..")
                    .layer("expr")
                    .definedBy("dev.rappel.engine.expr..")
                    .layer("template")
                    .definedBy("dev.rappel.engine.template..")
                    .layer("inventory")
                    .definedBy("dev.rappel.engine.inventory..")
                    .layer("playbook")
                    .definedBy("dev.rappel.engine.playbook..")
                    .layer("module")
                    .definedBy("dev.rappel.engine.module..")
                    .layer("plan")
                    .definedBy("dev.rappel.engine.plan..")
                    .layer("roll")
                    .definedBy("dev.rappel.engine.roll..")
                    .layer("run")
                    .definedBy("dev.rappel.engine.run..")
                    .layer("ssh")
                    .definedBy("dev.rappel.engine.ssh..")
                    .layer("report")
                    .definedBy("dev.rappel.engine.report..")
                    .whereLayer("text")
                    .mayNotAccessAnyLayer()
                    .whereLayer("value")
                    .mayOnlyAccessLayers("text")
                    .whereLayer("expr")
                    .mayOnlyAccessLayers("value", "text")
                    .whereLayer("template")
                    .mayOnlyAccessLayers("value", "text")
                    .whereLayer("inventory")
                    .mayOnlyAccessLayers("value", "text")
                    .whereLayer("module")
                    .mayOnlyAccessLayers("value", "text")
                    .whereLayer("playbook")
                    .mayOnlyAccessLayers("expr", "template", "inventory", "module", "value", "text")
                    .whereLayer("plan")
                    .mayOnlyAccessLayers(
                            "playbook", "module", "inventory", "expr", "template", "value", "text")
                    .whereLayer("roll")
                    .mayOnlyAccessLayers(
                            "plan", "playbook", "module", "inventory", "expr", "value", "text")
                    .whereLayer("run")
                    .mayOnlyAccessLayers(
                            "plan",
                            "roll",
                            "report",
                            "playbook",
                            "module",
                            "inventory",
                            "expr",
                            "template",
                            "value",
                            "text")
                    .whereLayer("ssh")
                    .mayOnlyAccessLayers("module", "value", "text")
                    .whereLayer("report")
                    .mayOnlyAccessLayers("plan", "module", "inventory", "value", "text");

    @ArchTest
    static final ArchRule no_room_is_part_of_a_circle =
            slices().matching("dev.rappel.engine.(*)..").should().beFreeOfCycles();

    @Test
    void the_engine_knows_nothing_of_etcd() throws IOException {
        List<Path> sources;
        try (var files = Files.walk(Path.of("src/main"))) {
            sources = files.filter(Files::isRegularFile).toList();
        }
        assertThat(sources).isNotEmpty();
        for (Path source : sources) {
            assertThat(Files.readString(source))
                    .as(source.toString())
                    .doesNotContainIgnoringCase("etcd");
        }
    }
}
