package dev.rappel.lab;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the lab and the one direction in which they may use each other. */
@AnalyzeClasses(packages = "dev.rappel.lab", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseTest {
    @ArchTest
    static final ArchRule rooms_use_only_rooms_below =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("lab")
                    .definedBy("dev.rappel.lab")
                    .layer("process")
                    .definedBy("dev.rappel.lab.process..")
                    .layer("release")
                    .definedBy("dev.rappel.lab.release..")
                    .layer("host")
                    .definedBy("dev.rappel.lab.host..")
                    .layer("cluster")
                    .definedBy("dev.rappel.lab.cluster..")
                    .layer("load")
                    .definedBy("dev.rappel.lab.load..")
                    .whereLayer("process")
                    .mayNotAccessAnyLayer()
                    .whereLayer("release")
                    .mayOnlyAccessLayers("process")
                    .whereLayer("host")
                    .mayOnlyAccessLayers("process")
                    .whereLayer("load")
                    .mayOnlyAccessLayers("process")
                    .whereLayer("cluster")
                    .mayOnlyAccessLayers("host", "release", "process")
                    .whereLayer("lab")
                    .mayOnlyAccessLayers("cluster", "host", "release", "load", "process");

    @ArchTest
    static final ArchRule no_room_is_part_of_a_circle =
            slices().matching("dev.rappel.lab.(*)..").should().beFreeOfCycles();
}
