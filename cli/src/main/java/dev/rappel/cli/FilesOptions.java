package dev.rappel.cli;

import dev.rappel.engine.plan.Asked;
import dev.rappel.engine.playbook.TagSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which hosts, variables and tasks: the same words for every command that reads playbooks. */
final class FilesOptions {
    @Mixin private WhichHosts hosts = new WhichHosts();

    @Option(
            names = {"-t", "--tags"},
            paramLabel = "TAG,…",
            description = "Only tasks with these tags.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--skip-tags", paramLabel = "TAG,…", description = "No tasks with these tags.")
    private List<String> skipTags = new ArrayList<>();

    /** All tasks, on these hosts. */
    static FilesOptions of(WhichHosts hosts) {
        FilesOptions options = new FilesOptions();
        options.hosts = hosts;
        return options;
    }

    /** What a plan was made with. */
    static FilesOptions of(Asked asked) {
        FilesOptions options =
                of(new WhichHosts(asked.inventories(), asked.extra(), asked.limit()));
        options.tags = List.copyOf(asked.tags());
        options.skipTags = List.copyOf(asked.skipTags());
        return options;
    }

    WhichHosts hosts() {
        return hosts;
    }

    TagSelection selection() {
        return new TagSelection(words(tags), words(skipTags));
    }

    /** Whether nothing is said that a saved plan says already; variables may be given again. */
    boolean onlyExtra() {
        return hosts.inventories().isEmpty()
                && hosts.limit().isEmpty()
                && tags.isEmpty()
                && skipTags.isEmpty();
    }

    Asked asked(List<Path> playbooks, boolean become) {
        return new Asked(
                playbooks.stream().map(Path::toString).toList(),
                hosts.inventories(),
                hosts.limit(),
                hosts.extra(),
                tags,
                skipTags,
                become);
    }

    private static Set<String> words(List<String> options) {
        return options.stream()
                .flatMap(o -> Arrays.stream(o.split(",")))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
