package dev.rappel.cli;

import dev.rappel.engine.expr.ExprCode;
import dev.rappel.engine.inventory.ConnectionCheck;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.inventory.Limit;
import dev.rappel.engine.inventory.Origin;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.inventory.VarsFile;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.playbook.ExtraVariables;
import dev.rappel.engine.playbook.FileKind;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.PlaybookCode;
import dev.rappel.engine.playbook.PlaybookReader;
import dev.rappel.engine.playbook.Request;
import dev.rappel.engine.playbook.TagSelection;
import dev.rappel.engine.template.TemplateCode;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DiagnosticJson;
import dev.rappel.engine.text.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "INVENTORY",
            description =
                    "A file, a folder, or host names with a comma. May be given several times.")
    private List<String> inventories = List.of();

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "NAME=VALUE|@FILE",
            description = "Variables that win over all others. May be given several times.")
    private List<String> extra = List.of();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these hosts; @FILE reads one pattern a line.")
    private @Nullable String limit;

    @Option(
            names = {"-t", "--tags"},
            paramLabel = "TAG,…",
            description = "Only tasks with these tags.")
    private List<String> tags = List.of();

    @Option(names = "--skip-tags", paramLabel = "TAG,…", description = "No tasks with these tags.")
    private List<String> skipTags = List.of();

    @Option(names = "--json", description = "Print one JSON object a line, on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        SequencedMap<Path, FileKind> kinds = new LinkedHashMap<>();
        files.forEach(f -> kinds.put(f, FileKind.of(f)));
        Optional<Inventory> inventory = inventory(kinds, problems);
        Request request =
                new Request(
                        Modules.installed(),
                        inventory,
                        limit == null ? Optional.empty() : Limit.parse(limit, problems),
                        extra(problems),
                        new TagSelection(words(tags), words(skipTags)));
        List<Playbook> playbooks = new ArrayList<>();
        kinds.forEach((file, kind) -> {
            switch (kind) {
                case PLAYBOOK ->
                        new PlaybookReader(request, problems).read(file).ifPresent(playbooks::add);
                case VARIABLES -> VarsFile.read(file, problems);
                case TASKS -> problems.add(tasksAlone(file));
                case INVENTORY -> {}
            }
        });
        inventory.ifPresent(i -> connections(i, playbooks, request.extra(), problems));
        noInventory(problems, kinds);
        return show(problems, kinds, playbooks, inventory);
    }

    /** Hosts that a play works on with the variables they have there, then all others. */
    private static void connections(
            Inventory inventory,
            List<Playbook> playbooks,
            List<Variable> extra,
            Problems problems) {
        Vars.Layer strongest = Vars.Layer.of(new Origin(Origin.Kind.EXTRA, ""), extra);
        ConnectionCheck check = new ConnectionCheck();
        Set<String> used = new HashSet<>();
        for (Playbook playbook : playbooks) {
            for (Play play : playbook.plays()) {
                for (String name : play.hosts()) {
                    used.add(name);
                    inventory
                            .host(name)
                            .ifPresent(h -> check.used(h, play.names().vars(h).with(strongest)));
                }
            }
        }
        inventory.hosts().stream()
                .filter(h -> !used.contains(h.name()))
                .forEach(h -> check.unused(h, inventory.vars(h)));
        check.report(problems);
    }

    private Optional<Inventory> inventory(SequencedMap<Path, FileKind> kinds, Problems problems) {
        List<String> sources = new ArrayList<>(inventories);
        kinds.forEach((file, kind) -> {
            if (kind == FileKind.INVENTORY) {
                sources.add(file.toString());
            }
        });
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        Inventory read = InventoryReader.read(sources, problems);
        // That a pattern selects nothing of nothing would only be said again.
        return read.hosts().isEmpty() && problems.hasErrors()
                ? Optional.empty()
                : Optional.of(read);
    }

    /** Names that are not known may well be those of an inventory. */
    private void noInventory(Problems problems, SequencedMap<Path, FileKind> kinds) {
        boolean unknown =
                problems.sorted().stream()
                        .map(Diagnostic::code)
                        .anyMatch(
                                c -> c == ExprCode.UNKNOWN_NAME || c == TemplateCode.UNKNOWN_NAME);
        if (unknown && inventories.isEmpty() && !kinds.containsValue(FileKind.INVENTORY)) {
            problems.add(
                    Diagnostic.warning(
                                    PlaybookCode.NO_INVENTORY,
                                    "no inventory was given, so no variables of hosts are known")
                            .help("give it with `-i INVENTORY`"));
        }
    }

    private List<Variable> extra(Problems problems) {
        return extra.stream().flatMap(e -> ExtraVariables.parse(e, problems).stream()).toList();
    }

    private static Set<String> words(List<String> options) {
        return options.stream()
                .flatMap(o -> Arrays.stream(o.split(",")))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Diagnostic tasksAlone(Path file) {
        return Diagnostic.error(
                        PlaybookCode.UNKNOWN_KIND_OF_FILE,
                        "`" + file + "` is a list of tasks, not a playbook")
                .note(
                        "which hosts and variables its tasks have is said by the playbook that includes it")
                .help("check that playbook");
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
