package dev.rappel.cli;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.plan.FilesAhead;
import dev.rappel.engine.playbook.FileKind;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.text.DiagnosticJson;
import dev.rappel.engine.text.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files without a network: playbooks, inventories and files of variables. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks playbooks, inventories and files of variables, and touches no network.",
            "What a file is, is told by what it holds. Inventories among the files count like -i."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:nothing is wrong", "64:called wrongly", "65:something is wrong"})
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to check.")
    private List<Path> files = List.of();

    @Mixin private FilesOptions options = new FilesOptions();

    @Option(names = "--json", description = "Print one JSON object a line, on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Reading reading = Reading.of(files, options);
        if (!reading.problems().hasErrors()) {
            // The machine that checks need not be the one that has the files.
            reading.request()
                    .inventory()
                    .ifPresent(i ->
                            FilesAhead.missing(reading.playbooks(), i)
                                    .forEach(d -> reading.problems().add(d.asWarning())));
        }
        return show(
                reading.problems(),
                reading.kinds(),
                reading.playbooks(),
                reading.request().inventory());
    }

    private int show(
            Problems problems,
            SequencedMap<Path, FileKind> kinds,
            List<Playbook> playbooks,
            Optional<Inventory> inventory) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            problems.sorted().forEach(d -> out.println(DiagnosticJson.line(d)));
        } else {
            DiagnosticsView.print(problems, spec.commandLine().getErr());
        }
        if (!problems.hasErrors() && !json) {
            out.println("ok: " + summary(kinds, playbooks, inventory));
        }
        out.flush();
        return (problems.hasErrors() ? ExitCode.INVALID : ExitCode.DONE).number();
    }

    private String summary(
            SequencedMap<Path, FileKind> kinds,
            List<Playbook> playbooks,
            Optional<Inventory> inventory) {
        List<String> parts = new ArrayList<>();
        if (!playbooks.isEmpty()) {
            parts.add(count(playbooks.stream().mapToInt(p -> p.plays().size()).sum(), "play"));
            parts.add(count(playbooks.stream().mapToInt(Playbook::taskCount).sum(), "task"));
        }
        inventory.ifPresent(i ->
                parts.add(
                        playbooks.isEmpty()
                                ? count(i.hosts().size(), "host")
                                : count(
                                        (int)
                                                playbooks.stream()
                                                        .flatMap(p -> p.plays().stream())
                                                        .map(Play::hosts)
                                                        .flatMap(List::stream)
                                                        .distinct()
                                                        .count(),
                                        "host")));
        boolean obvious = kinds.size() == 1 && kinds.firstEntry().getValue() == FileKind.PLAYBOOK;
        if (!obvious) {
            kinds.forEach((file, kind) -> parts.add(file + " read as " + kind));
        }
        return String.join(", ", parts);
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
