package dev.rappel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which hosts, with which variables: the same words for every command that has to do with hosts.
 */
final class WhichHosts {
    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "INVENTORY",
            description =
                    "A file, a folder, or host names with a comma. May be given several times.")
    private List<String> inventories = new ArrayList<>();

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "NAME=VALUE|@FILE",
            description = "Variables that win over all others. May be given several times.")
    private List<String> extra = new ArrayList<>();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these hosts; @FILE reads one pattern a line.")
    private @Nullable String limit;

    WhichHosts() {}

    /** What was given before. */
    WhichHosts(List<String> inventories, List<String> extra, Optional<String> limit) {
        this.inventories = List.copyOf(inventories);
        this.extra = List.copyOf(extra);
        this.limit = limit.orElse(null);
    }

    List<String> inventories() {
        return List.copyOf(inventories);
    }

    List<String> extra() {
        return List.copyOf(extra);
    }

    Optional<String> limit() {
        return Optional.ofNullable(limit);
    }
}
