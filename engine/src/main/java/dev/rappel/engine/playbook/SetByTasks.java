package dev.rappel.engine.playbook;

import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.playbook.Draft.TaskDraft;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that tasks give values to: what they register, and the variables that they set. */
final class SetByTasks {
    /**
     * Such a name.
     *
     * @param task the number of the first task that sets it
     * @param place where that task says so
     */
    record Set(Type type, int task, Span place) {}

    /** Comes before the first task, whose number is 0. */
    private static final int BEFORE = -1;

    private final Map<String, Set> names = new LinkedHashMap<>();
    private final Modules modules;
    private final Problems problems;

    private SetByTasks(Modules modules, Problems problems) {
        this.modules = modules;
        this.problems = problems;
    }

    static SetByTasks of(List<TaskDraft> tasks, Modules modules, Problems problems) {
        SetByTasks set = new SetByTasks(modules, problems);
        for (int i = 0; i < tasks.size(); i++) {
            set.add(tasks.get(i).node(), i);
        }
        return set;
    }

    /** What earlier plays of the playbook set is there from the beginning, as in Ansible. */
    void startWith(SetByTasks earlier) {
        earlier.names.forEach((name, set) ->
                names.merge(
                        name,
                        new Set(set.type(), BEFORE, set.place()),
                        (own, before) ->
                                new Set(
                                        Typing.join(own.type(), before.type()),
                                        BEFORE,
                                        own.place())));
    }

    private void add(Node.Mapping task, int number) {
        Optional<ModuleSpec<?>> module = Optional.empty();
        for (Node.Entry entry : task.entries()) {
            if (TaskReader.WORDS.contains(entry.key().text())) {
                continue;
            }
            Optional<ModuleSpec<?>> found = modules.find(entry.key().text());
            module = module.or(() -> found);
            if (found.flatMap(ModuleSpec::anyName).isPresent()
                    && entry.value() instanceof Node.Scalar pairs) {
                // That they cannot be written so is said elsewhere; the names are meant all the
                // same.
                ArgumentReader.keys(pairs.text()).stream()
                        .map(k -> new Node.Scalar(k, pairs.style(), false, pairs.span()))
                        .forEach(k -> put(k, Type.Simple.ANY, number));
            }
            if (found.flatMap(ModuleSpec::anyName).isPresent()
                    && entry.value() instanceof Node.Mapping given) {
                ModuleSpec<?> spec = found.get();
                given.entries().stream()
                        .filter(e -> spec.argument(e.key().text()).isEmpty())
                        .forEach(e -> put(e.key(), Type.Simple.ANY, number));
            }
        }
        Type result = module.<Type>map(ModuleSpec::resultType).orElse(Type.Simple.ANY);
        Type registered = TaskReader.loops(task) ? inLoop(result) : result;
        task.entry("register")
                .map(Node.Entry::value)
                .filter(Node.Scalar.class::isInstance)
                .ifPresent(name -> put((Node.Scalar) name, registered, number));
    }

    private static Type inLoop(Type result) {
        var fields = new LinkedHashMap<String, Type>();
        ModuleSpec.EVERY_RESULT.forEach(f -> fields.put(f.name(), f.type()));
        fields.put("results", new Type.Items(result));
        return new Type.Fields(fields, false);
    }

    private void put(Node.Scalar name, Type type, int task) {
        if (!VariableNames.check(name, "this name", problems)) {
            return;
        }
        names.merge(
                name.text(),
                new Set(type, task, name.span()),
                (a, b) -> new Set(Typing.join(a.type(), b.type()), a.task(), a.place()));
    }

    Optional<Set> find(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** All of them, with the types they have after their tasks. */
    List<Scope.Declared> declared() {
        List<Scope.Declared> declared = new ArrayList<>();
        names.forEach((name, set) ->
                declared.add(new Scope.Declared(name, set.type(), Optional.of(set.place()))));
        return declared;
    }

    /** Reports names that belong to somebody else. */
    void checkAgainst(java.util.Set<String> namespaces) {
        names.forEach((name, set) -> {
            if (namespaces.contains(name)) {
                problems.add(
                        Diagnostic.error(
                                        PlaybookCode.RESERVED_NAME,
                                        "`" + name + "` is the name of a module's facts",
                                        set.place())
                                .help("choose another name"));
            }
        });
    }
}
