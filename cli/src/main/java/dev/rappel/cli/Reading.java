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
import dev.rappel.engine.template.TemplateCode;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Files as they were read and checked.
 *
 * @param request what the playbooks were read against
 * @param kinds what each of the files is
 * @param playbooks those that could be read
 * @param problems what is wrong, of all files at once
 */
record Reading(
        Request request,
        SequencedMap<Path, FileKind> kinds,
        List<Playbook> playbooks,
        Problems problems) {
    Reading {
        kinds = Collections.unmodifiableSequencedMap(kinds);
        playbooks = List.copyOf(playbooks);
    }

    /** Reads playbooks and what they need; inventories among the files count like {@code -i}. */
    static Reading of(List<Path> files, FilesOptions options) {
        Problems problems = new Problems();
        SequencedMap<Path, FileKind> kinds = new LinkedHashMap<>();
        files.forEach(f -> kinds.put(f, FileKind.of(f)));
        return of(kinds, options, problems, Optional.empty());
    }

    /**
     * Reads a playbook that is not in a file.
     *
     * @param beside the file that it would be
     */
    static Reading of(Source playbook, Path beside, FilesOptions options) {
        return of(
                new LinkedHashMap<>(),
                options,
                new Problems(),
                Optional.of(reader -> reader.read(playbook, beside)));
    }

    private static Reading of(
            SequencedMap<Path, FileKind> kinds,
            FilesOptions options,
            Problems problems,
            Optional<Function<PlaybookReader, Playbook>> more) {
        List<String> sources = new ArrayList<>(options.hosts().inventories());
        kinds.forEach((file, kind) -> {
            if (kind == FileKind.INVENTORY) {
                sources.add(file.toString());
            }
        });
        Optional<Inventory> inventory = inventory(sources, problems);
        Request request =
                new Request(
                        Modules.installed(),
                        inventory,
                        options.hosts().limit().flatMap(l -> Limit.parse(l, problems)),
                        options.hosts().extra().stream()
                                .flatMap(e -> ExtraVariables.parse(e, problems).stream())
                                .toList(),
                        options.selection());
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
        more.ifPresent(m -> playbooks.add(m.apply(new PlaybookReader(request, problems))));
        inventory.ifPresent(i -> connections(i, playbooks, request.extra(), problems));
        if (sources.isEmpty()) {
            noInventory(problems);
        }
        return new Reading(request, kinds, playbooks, problems);
    }

    /** What {@code -e} gives, as a layer of variables. */
    Vars.Layer extra() {
        return layer(request.extra());
    }

    private static Vars.Layer layer(List<Variable> extra) {
        return Vars.Layer.of(new Origin(Origin.Kind.EXTRA, ""), extra);
    }

    private static Optional<Inventory> inventory(List<String> sources, Problems problems) {
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        Inventory read = InventoryReader.read(sources, problems);
        // That a pattern selects nothing of nothing would only be said again.
        return read.hosts().isEmpty() && problems.hasErrors()
                ? Optional.empty()
                : Optional.of(read);
    }

    /** Hosts that a play works on with the variables they have there, then all others. */
    private static void connections(
            Inventory inventory,
            List<Playbook> playbooks,
            List<Variable> extra,
            Problems problems) {
        Vars.Layer strongest = layer(extra);
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

    /** Names that are not known may well be those of an inventory. */
    private static void noInventory(Problems problems) {
        boolean unknown =
                problems.sorted().stream()
                        .map(Diagnostic::code)
                        .anyMatch(
                                c -> c == ExprCode.UNKNOWN_NAME || c == TemplateCode.UNKNOWN_NAME);
        if (unknown) {
            problems.add(
                    Diagnostic.warning(
                                    PlaybookCode.NO_INVENTORY,
                                    "no inventory was given, so no variables of hosts are known")
                            .help("give it with `-i INVENTORY`"));
        }
    }

    private static Diagnostic tasksAlone(Path file) {
        return Diagnostic.error(
                        PlaybookCode.UNKNOWN_KIND_OF_FILE,
                        "`" + file + "` is a list of tasks, not a playbook")
                .note(
                        "which hosts and variables its tasks have is said by the playbook that includes it")
                .help("check that playbook");
    }
}
