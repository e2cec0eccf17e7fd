package dev.rappel.engine.plan;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.Argument;
import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.playbook.Input;
import dev.rappel.engine.playbook.Inputs;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Value;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Files of this machine that tasks name by variables, such as a release that is given with {@code
 * -e}: one that is missing is told before any host is spoken to. What depends on hosts, or on
 * earlier tasks, is left to the plan.
 */
public final class FilesAhead {
    private final Inventory inventory;
    private final Set<String> later = new HashSet<>();
    private final SequencedMap<String, SequencedMap<Span, Input>> missing = new LinkedHashMap<>();

    private FilesAhead(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Each missing file once, with all places that name it: errors where it is about to be used.
     */
    public static List<Diagnostic> missing(List<Playbook> playbooks, Inventory inventory) {
        FilesAhead ahead = new FilesAhead(inventory);
        for (Playbook playbook : playbooks) {
            for (Play play : playbook.plays()) {
                play.tasks().forEach(ahead::learn);
                play.tasks().forEach(task -> ahead.task(play, task));
            }
        }
        List<Diagnostic> all = new ArrayList<>();
        ahead.missing.forEach((path, places) -> all.add(told(path, places)));
        return all;
    }

    private static Diagnostic told(String path, SequencedMap<Span, Input> places) {
        Diagnostic told =
                CallBuilder.unreadable(
                        path, places.firstEntry().getValue(), "there is no such file");
        for (Span place : places.keySet()) {
            if (!place.equals(places.firstEntry().getKey())) {
                told = told.related(place, "and here");
            }
        }
        return told;
    }

    /** What a task sets may be another value by then. */
    private void learn(Task task) {
        task.register().ifPresent(later::add);
        if (task.module().anyName().isPresent()) {
            later.addAll(task.arguments().keySet());
        }
    }

    private void task(Play play, Task task) {
        for (Map.Entry<String, Input> argument : task.arguments().entrySet()) {
            if (argument.getValue() instanceof Input.Filled path
                    && task.loop().isEmpty()
                    && task.module()
                            .argument(argument.getKey())
                            .map(Argument::meaning)
                            .filter(Meaning.FILE::equals)
                            .isPresent()) {
                play.hosts().stream()
                        .flatMap(name -> inventory.host(name).stream())
                        .forEach(host -> file(play, task, host, path));
            }
        }
    }

    private void file(Play play, Task task, Host host, Input.Filled path) {
        Bindings names =
                play.names()
                        .bindings(
                                host,
                                task.vars(),
                                name ->
                                        later.contains(name)
                                                ? new Bindings.Unknown()
                                                : new Bindings.Absent());
        if (task.when().stream().allMatch(condition -> holds(condition, names))
                && Inputs.evaluate(path, names) instanceof Outcome.Known(Value.Scalar value)
                && isMissing(value.written(), path)) {
            missing.computeIfAbsent(value.written(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(path.span(), path);
        }
    }

    private static boolean holds(Expression condition, Bindings names) {
        return condition.evaluate(names)
                        instanceof Outcome.Known(Value.Bool(boolean truth, String _))
                && truth;
    }

    private static boolean isMissing(String text, Input input) {
        try {
            return !Files.exists(CallBuilder.local(Path.of(text), input));
        } catch (InvalidPathException _) {
            return true;
        }
    }
}
