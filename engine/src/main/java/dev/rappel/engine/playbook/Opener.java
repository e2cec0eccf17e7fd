package dev.rappel.engine.playbook;

import dev.rappel.engine.playbook.Draft.PlayDraft;
import dev.rappel.engine.playbook.Draft.TaskDraft;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a playbook and all that it imports and includes. */
final class Opener {
    /** Files within files; more is a mistake that no reader could follow. */
    static final int DEEPEST = 20;

    /** Tasks after all includes; a file that is included by files that are included … adds up. */
    static final int MOST_TASKS = 20_000;

    private static final List<String> INCLUDES = List.of("include_tasks", "import_tasks");
    private static final String IMPORT = "import_playbook";
    private static final List<String> BESIDE_INCLUDE =
            List.of("name", "when", "vars", "become", "become_user", "tags");
    private static final List<String> BESIDE_IMPORT = List.of("name", "vars", "tags");

    private final LocalFiles files;
    private final Problems problems;
    private int taskCount;

    Opener(LocalFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** One way in: a file, and the files and elements by which it was reached. */
    private record Trail(LocalFiles.Opened file, List<Node.Mapping> elements, List<Step> steps) {
        record Step(LocalFiles.Opened file, Span place) {}

        Trail into(LocalFiles.Opened next, Node.Mapping element, Span place) {
            List<Node.Mapping> longer = new ArrayList<>(elements);
            longer.add(element);
            List<Step> further = new ArrayList<>(steps);
            further.add(new Step(file, place));
            return new Trail(next, longer, further);
        }

        boolean contains(LocalFiles.Opened other) {
            return file.real().equals(other.real())
                    || steps.stream().anyMatch(s -> s.file().real().equals(other.real()));
        }
    }

    List<PlayDraft> plays(LocalFiles.Opened file) {
        List<PlayDraft> plays = new ArrayList<>();
        file.root().ifPresent(root -> plays(root, new Trail(file, List.of(), List.of()), plays));
        return plays;
    }

    private void plays(Node root, Trail trail, List<PlayDraft> plays) {
        if (!(root instanceof Node.Sequence list)) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NOT_PLAYS,
                                    "a playbook is a list of plays",
                                    begin(root))
                            .label("this is " + Wording.kind(root))
                            .help("begin each play with `- hosts: …`"));
            return;
        }
        for (Node item : list.items()) {
            if (!(item instanceof Node.Mapping play)) {
                problems.add(
                        Diagnostic.error(
                                        PlaybookCode.NOT_A_PLAY, "a play is a mapping", begin(item))
                                .label("this is " + Wording.kind(item))
                                .help("begin each play with `- hosts: …`"));
                continue;
            }
            Optional<Node.Entry> imported =
                    play.entry(IMPORT).or(() -> play.entry("ansible.builtin." + IMPORT));
            if (imported.isPresent()) {
                enter(imported.get(), play, trail)
                        .ifPresent(
                                next -> next.file().root().ifPresent(r -> plays(r, next, plays)));
            } else {
                plays.add(
                        new PlayDraft(
                                play, trail.file().folder(), trail.elements(), tasks(play, trail)));
            }
        }
    }

    private List<TaskDraft> tasks(Node.Mapping play, Trail trail) {
        List<TaskDraft> tasks = new ArrayList<>();
        play.entry("tasks")
                .ifPresent(entry ->
                        tasks(
                                entry.value(),
                                entry.key().span(),
                                new Trail(trail.file(), List.of(), trail.steps()),
                                tasks));
        return tasks;
    }

    private void tasks(Node node, Span place, Trail trail, List<TaskDraft> tasks) {
        if (!(node instanceof Node.Sequence list)) {
            boolean nothing = node instanceof Node.Scalar scalar && Wording.isNothing(scalar);
            if (!nothing) {
                problems.add(
                        Diagnostic.error(PlaybookCode.NOT_TASKS, "tasks are a list", begin(node))
                                .label("this is " + Wording.kind(node))
                                .help("begin each task with `- `"));
            } else if (!trail.elements().isEmpty()) {
                problems.add(nothing(place));
            }
            return;
        }
        if (list.items().isEmpty() && !trail.elements().isEmpty()) {
            problems.add(nothing(place));
        }
        for (Node item : list.items()) {
            if (!(item instanceof Node.Mapping task)) {
                problems.add(
                        Diagnostic.error(PlaybookCode.NOT_TASKS, "a task is a mapping", begin(item))
                                .label("this is " + Wording.kind(item))
                                .help("begin each task with `- name: …`"));
                continue;
            }
            if (block(task, trail, tasks)) {
                continue;
            }
            Optional<Node.Entry> include = include(task);
            if (include.isPresent()) {
                enter(include.get(), task, trail)
                        .ifPresent(next -> included(include.get(), next, tasks));
            } else if (++taskCount <= MOST_TASKS) {
                tasks.add(new TaskDraft(task, trail.file().folder(), trail.elements()));
            } else if (taskCount == MOST_TASKS + 1) {
                problems.add(
                        Diagnostic.error(
                                        PlaybookCode.TOO_DEEP,
                                        "there are more than " + MOST_TASKS + " tasks",
                                        begin(task))
                                .note("tasks of a file count each time it is included"));
            }
        }
    }

    /** There are no blocks, which is said of the word; what is in one is checked all the same. */
    private boolean block(Node.Mapping task, Trail trail, List<TaskDraft> tasks) {
        if (task.entry("block").isEmpty()) {
            return false;
        }
        tasks.add(new TaskDraft(task, trail.file().folder(), trail.elements()));
        List<Node.Mapping> longer = new ArrayList<>(trail.elements());
        longer.add(task);
        Trail inside = new Trail(trail.file(), longer, trail.steps());
        for (String word : List.of("block", "rescue", "always")) {
            task.entry(word)
                    .filter(e -> e.value() instanceof Node.Sequence list && !list.items().isEmpty())
                    .ifPresent(e -> tasks(e.value(), e.key().span(), inside, tasks));
        }
        return true;
    }

    private static Diagnostic nothing(Span place) {
        return Diagnostic.warning(
                PlaybookCode.NOTHING_TO_DO, "the included file has no tasks", place);
    }

    private void included(Node.Entry include, Trail next, List<TaskDraft> tasks) {
        if (next.file().root().isEmpty()) {
            return;
        }
        Node root = next.file().root().get();
        if (root instanceof Node.Sequence list
                && list.items().stream()
                        .anyMatch(
                                i -> i instanceof Node.Mapping m && m.entry("hosts").isPresent())) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NOT_TASKS,
                                    "`"
                                            + next.file().name()
                                            + "` is a playbook, not a list of tasks",
                                    include.value().span())
                            .related(begin(root), "its first play")
                            .help("import it beside the plays: `- import_playbook: …`"));
            return;
        }
        tasks(root, include.value().span(), next, tasks);
    }

    static Optional<Node.Entry> include(Node.Mapping task) {
        return task.entries().stream()
                .filter(e -> INCLUDES.contains(plain(e.key().text())))
                .findFirst();
    }

    static String plain(String word) {
        return dev.rappel.engine.module.Modules.plainName(word);
    }

    /** What holds for everything in a file may stand beside its name, and nothing else. */
    private void beside(Node.Entry include, Node.Mapping element) {
        String word = plain(include.key().text());
        List<String> allowed = word.equals(IMPORT) ? BESIDE_IMPORT : BESIDE_INCLUDE;
        for (Node.Entry entry : element.entries()) {
            String other = entry.key().text();
            if (!other.equals(include.key().text()) && !allowed.contains(other)) {
                problems.add(
                        Diagnostic.error(
                                        PlaybookCode.INCLUDE_WORD,
                                        "`" + entry.key() + "` cannot stand beside `" + word + "`",
                                        entry.key().span())
                                .note("allowed are " + String.join(", ", allowed))
                                .help(
                                        "write it on the "
                                                + (word.equals(IMPORT) ? "plays" : "tasks")
                                                + " in the file"));
            }
        }
    }

    private Optional<Trail> enter(Node.Entry entry, Node.Mapping element, Trail trail) {
        beside(entry, element);
        Node value = entry.value();
        if (value instanceof Node.Mapping arguments && arguments.entry("file").isPresent()) {
            value = arguments.entry("file").get().value();
            arguments.entries().stream()
                    .map(Node.Entry::key)
                    .filter(k -> !k.text().equals("file"))
                    .forEach(k -> problems.add(notTaken(entry, k)));
        }
        if (!(value instanceof Node.Scalar path) || path.text().isBlank()) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NO_SUCH_FILE,
                                    "`" + entry.key().text() + "` needs the path of a file",
                                    entry.key().span())
                            .help("write `" + entry.key().text() + ": FILE.yml`"));
            return Optional.empty();
        }
        if (path.text().contains("{{")) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NEEDS_TEMPLATE_FREE_TEXT,
                                    "the path of a file to include cannot hold `{{…}}`",
                                    path.span())
                            .note("all files are read and checked before anything runs")
                            .help("include each file with a `when` of its own"));
            return Optional.empty();
        }
        Optional<LocalFiles.Opened> next =
                files.open(path.text(), trail.file().folder(), path.span(), problems);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        if (trail.contains(next.get())) {
            problems.add(cycle(next.get(), path.span(), trail));
            return Optional.empty();
        }
        if (trail.steps().size() >= DEEPEST) {
            problems.add(
                    Diagnostic.error(
                            PlaybookCode.TOO_DEEP,
                            "files are included more than " + DEEPEST + " levels deep",
                            path.span()));
            return Optional.empty();
        }
        return Optional.of(trail.into(next.get(), element, path.span()));
    }

    private static Diagnostic notTaken(Node.Entry include, Node.Scalar key) {
        return Diagnostic.error(
                        PlaybookCode.INCLUDE_WORD,
                        "`" + include.key() + "` takes only `file`, and not `" + key + "`",
                        key.span())
                .help("write `when`, `vars`, `become` and `tags` beside `" + include.key() + "`");
    }

    private static Diagnostic cycle(LocalFiles.Opened next, Span place, Trail trail) {
        Diagnostic cycle =
                Diagnostic.error(
                                PlaybookCode.INCLUDE_CYCLE,
                                "`" + next.name() + "` includes itself",
                                place)
                        .label("this leads back to it");
        boolean within = false;
        for (Trail.Step step : trail.steps()) {
            within |= step.file().real().equals(next.real());
            if (within) {
                cycle = cycle.related(step.place(), "included from here");
            }
        }
        return cycle.help("to repeat tasks, use `loop` or `until` on them");
    }

    private static Span begin(Node node) {
        return Wording.begin(node);
    }
}
