package dev.rappel.cli.lab;

import dev.rappel.lab.LabSpec;
import picocli.CommandLine.Option;

/** {@code --name}, the same for all commands of the lab. */
final class LabOption {
    @Option(
            names = "--name",
            paramLabel = "LAB",
            defaultValue = LabSpec.DEFAULT_NAME,
            description = "Which lab; ${DEFAULT-VALUE} unless you name yours.")
    private String name = LabSpec.DEFAULT_NAME;

    String name() {
        return name;
    }
}
