package dev.rappel.cli;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.plan.LocalContents;
import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The local files that take part in a plan, with their hashes. */
final class PlanFiles {
    private final LocalContents contents = new LocalContents();
    private final SortedMap<String, String> hashes = new TreeMap<>();

    private PlanFiles() {}

    static List<Plan.FileHash> of(Reading reading, Inventory inventory, List<PlayPlan> plays) {
        PlanFiles files = new PlanFiles();
        reading.kinds().sequencedKeySet().forEach(files::add);
        inventory.hosts().forEach(h -> files.add(h.declared()));
        inventory.groups().forEach(g -> files.add(inventory.vars(g)));
        for (Playbook playbook : reading.playbooks()) {
            for (Play play : playbook.plays()) {
                files.add(play.span());
                play.hosts().stream()
                        .flatMap(h -> inventory.host(h).stream())
                        .forEach(h -> files.add(play.names().vars(h)));
                for (Task task : play.tasks()) {
                    files.add(task.span());
                    task.vars().forEach(files::add);
                }
            }
        }
        plays.stream()
                .flatMap(p -> p.tasks().stream())
                .flatMap(t -> t.outlooks().stream())
                .flatMap(o -> o.turns().stream())
                .forEach(files::add);
        return files.hashes.entrySet().stream()
                .map(e -> new Plan.FileHash(e.getKey(), e.getValue()))
                .toList();
    }

    private void add(Vars vars) {
        vars.layers().forEach(this::add);
    }

    private void add(Vars.Layer layer) {
        layer.variables().values().forEach(v -> add(v.span()));
    }

    private void add(Outlook outlook) {
        if (outlook instanceof Outlook.Acts(var acts, var _, var _)) {
            for (Act act : acts) {
                for (Step step : act.steps()) {
                    if (step instanceof Step.Put(var upload)
                            && upload.content() instanceof Content.Local local) {
                        hashes.put(
                                local.file().toAbsolutePath().normalize().toString(),
                                local.sha256());
                    }
                }
            }
        }
    }

    /** What was typed on the command line is a source too, and no file. */
    private void add(Span span) {
        Source source = span.source();
        try {
            add(Path.of(source.name()));
        } catch (InvalidPathException e) {
            // No file has such a name, so none is left out.
            return;
        }
    }

    private void add(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        if (!hashes.containsKey(whole.toString()) && Files.isRegularFile(whole)) {
            hashes.put(whole.toString(), contents.file(whole).sha256());
        }
    }
}
