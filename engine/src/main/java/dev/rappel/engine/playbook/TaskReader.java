package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Origin;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.module.ModuleCode;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.playbook.Draft.TaskDraft;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads the tasks of one play. */
final class TaskReader {
    static final List<String> WORDS =
            List.of(
                    "name",
                    "when",
                    "register",
                    "until",
                    "retries",
                    "delay",
                    "loop",
                    "run_once",
                    "delegate_to",
                    "become",
                    "become_user",
                    "vars",
                    "tags",
                    "include_tasks",
                    "import_tasks");

    private static final int MOST_RETRIES = 1_000_000;

    private final Modules modules;
    private final Scope playScope;
    private final Optional<Inventory> inventory;
    private final Definitions definitions;
    private final Ledger ledger;
    private final Problems problems;
    private final Words words;

    /** Scopes that differ in the same way are one scope, and cost one compiler. */
    private final Map<List<Scope.Declared>, Scope> scopes = new HashMap<>();

    TaskReader(
            Modules modules,
            Scope playScope,
            Optional<Inventory> inventory,
            Definitions definitions,
            Ledger ledger,
            Problems problems) {
        this.definitions = definitions;
        this.modules = modules;
        this.playScope = playScope;
        this.inventory = inventory;
        this.ledger = ledger;
        this.problems = problems;
        this.words = new Words(problems);
    }

    /** What includes and the play say for a task before it says anything itself. */
    private record Around(Become become, Set<String> tags, List<Node> vars, List<Node> when) {}

    /**
     * @param play what the play says for all of its tasks
     * @param number how many tasks come before this one
     * @return the task; empty where it has no module, or more than one, which has been reported
     *     like all else that is wrong with it
     */
    Optional<Task> read(TaskDraft draft, Become play, Set<String> playTags, int number) {
        Given given = given(draft.node());
        Parts parts = parts(draft, given, play, playTags, number);
        return given.module()
                .map(module -> {
                    Node.Mapping node = draft.node();
                    return new Task(
                            parts.name(),
                            module.spec(),
                            parts.arguments(),
                            parts.when(),
                            node.entry("register").flatMap(e -> registered(e.value())),
                            parts.retry(),
                            parts.loop(),
                            node.entry("run_once")
                                    .flatMap(e -> words.flag(e.value()))
                                    .orElse(false),
                            parts.delegate(),
                            parts.around().become(),
                            parts.layers(),
                            parts.around().tags(),
                            module.entry().key().span());
                });
    }

    /** A module that a task names, and where. */
    private record Named(ModuleSpec<?> spec, Node.Entry entry) {}

    /**
     * What a task gives that is no word of a task.
     *
     * @param unknown what could be the name of a module that there is not
     */
    private record Given(List<Named> modules, List<Node.Entry> unknown) {
        Optional<Named> module() {
            return modules.size() == 1 ? Optional.of(modules.getFirst()) : Optional.empty();
        }
    }

    private record Parts(
            Around around,
            List<Vars.Layer> layers,
            Optional<Input> loop,
            List<Expression> when,
            SequencedMap<String, Input> arguments,
            Optional<Input> name,
            Optional<Input> delegate,
            Optional<Retry> retry) {}

    /** Checks all parts, also those of a task whose module is not known. */
    private Parts parts(
            TaskDraft draft, Given given, Become play, Set<String> playTags, int number) {
        Node.Mapping node = draft.node();
        Around around = around(draft, play, playTags);
        becomeUserAlone(draft, play);
        List<Vars.Layer> layers = new ArrayList<>();
        List<Scope.Declared> local = new ArrayList<>();
        around.vars().forEach(vars -> layer(vars, number, layers, local));
        Scope scope = scope(local);
        Optional<Input> loop = node.entry("loop").flatMap(e -> loop(e.value(), scope));
        loop.ifPresent(l -> ledger.use(l, new Ledger.From(number, List.of(), layers)));
        if (loops(node)) {
            Type element = loop.map(this::element).orElse(Type.Simple.ANY);
            local.add(new Scope.Declared(BuiltIn.ITEM, element, Optional.empty()));
        }
        Scope inner = scope(local);
        InputReader inputs = new InputReader(inner, problems);
        List<Expression> when = new ArrayList<>();
        around.when().forEach(w -> inputs.conditions(w).ifPresent(when::addAll));
        List<Expression> before = new ArrayList<>();
        for (Expression condition : when) {
            ledger.use(condition, new Ledger.From(number, before, layers));
            before.add(condition);
        }
        Ledger.From from = new Ledger.From(number, when, layers);
        SequencedMap<String, Input> arguments = new LinkedHashMap<>();
        for (Named module : given.modules()) {
            arguments.putAll(
                    new ArgumentReader(module.spec(), inner, draft.folder(), problems)
                            .read(module.entry()));
        }
        arguments.values().forEach(i -> ledger.use(i, from));
        given.unknown().forEach(e -> inputs.any(e.value()).ifPresent(i -> ledger.use(i, from)));
        Optional<Input> name =
                node.entry("name").flatMap(e -> inputs.read(e.value(), Type.Simple.TEXT));
        name.ifPresent(i -> ledger.use(i, from));
        Optional<Input> delegate =
                node.entry("delegate_to").flatMap(e -> delegate(e.value(), inputs));
        delegate.ifPresent(i -> ledger.use(i, from));
        around.become().user().ifPresent(i -> ledger.use(i, from));
        // Its own result is there when `until` is asked.
        InputReader asked = new InputReader(scope(ownResult(node, given, local)), problems);
        Optional<Retry> retry = retry(node, asked, new Ledger.From(number + 1, when, layers));
        return new Parts(around, layers, loop, when, arguments, name, delegate, retry);
    }

    /** Asked after each turn of a loop, {@code until} sees the result of that turn alone. */
    private List<Scope.Declared> ownResult(
            Node.Mapping node, Given given, List<Scope.Declared> local) {
        List<Scope.Declared> names = new ArrayList<>(local);
        if (loops(node)) {
            Type turn =
                    given.module().<Type>map(m -> m.spec().resultType()).orElse(Type.Simple.ANY);
            node.entry("register")
                    .filter(e -> registered(e.value()).isPresent())
                    .map(e -> (Node.Scalar) e.value())
                    .ifPresent(n ->
                            names.add(new Scope.Declared(n.text(), turn, Optional.of(n.span()))));
        }
        return names;
    }

    /** Ansible's {@code with_items} gives an {@code item} too; only the word itself is wrong. */
    static boolean loops(Node.Mapping task) {
        return task.entries().stream()
                .map(e -> e.key().text())
                .anyMatch(w -> w.equals("loop") || w.startsWith("with_"));
    }

    /** What is wrong with the name has been said when the play's names were gathered. */
    private Optional<String> registered(Node node) {
        if (!(node instanceof Node.Scalar name)) {
            return words.text(node);
        }
        return VariableNames.check(name, "this name", new Problems())
                ? Optional.of(name.text())
                : Optional.empty();
    }

    /** Ansible ignores the user then, and the task runs as somebody else than was asked for. */
    private void becomeUserAlone(TaskDraft draft, Become play) {
        boolean said =
                play.wanted().isPresent()
                        || playScope.find("ansible_become").isPresent()
                        || draft.node().entry("become").isPresent()
                        || draft.includes().stream().anyMatch(i -> i.entry("become").isPresent());
        draft.node()
                .entry("become_user")
                .filter(_ -> !said)
                .ifPresent(e ->
                        problems.add(
                                Diagnostic.error(
                                                PlaybookCode.BECOME_USER_ALONE,
                                                "`become_user` has no meaning without `become: true`",
                                                e.key().span())
                                        .help("add `become: true`")));
    }

    private Around around(TaskDraft draft, Become play, Set<String> playTags) {
        Become become = play;
        Set<String> tags = new LinkedHashSet<>(playTags);
        List<Node> vars = new ArrayList<>();
        List<Node> when = new ArrayList<>();
        List<Node.Mapping> nodes = new ArrayList<>(draft.includes());
        nodes.add(draft.node());
        for (Node.Mapping node : nodes) {
            become = become(node, playScope, words, problems).within(become);
            node.entry("tags").ifPresent(e -> tags.addAll(words.tags(e.value())));
            node.entry("vars").ifPresent(e -> vars.add(e.value()));
            node.entry("when").ifPresent(e -> when.add(e.value()));
        }
        return new Around(become, tags, vars, when);
    }

    /** What a play or a task says of its user. */
    static Become become(Node.Mapping node, Scope scope, Words words, Problems problems) {
        Optional<Boolean> wanted = node.entry("become").flatMap(e -> words.flag(e.value()));
        Optional<Input> user =
                node.entry("become_user")
                        .flatMap(e ->
                                new InputReader(scope, problems).read(e.value(), Type.Simple.TEXT));
        return new Become(wanted, user);
    }

    private Given given(Node.Mapping task) {
        List<Named> found = new ArrayList<>();
        List<Node.Entry> unknown = new ArrayList<>();
        boolean strange = false;
        for (Node.Entry entry : task.entries()) {
            String word = Modules.plainName(entry.key().text());
            if (WORDS.contains(word)) {
                continue;
            }
            Optional<ModuleSpec<?>> module = modules.find(word);
            if (module.isPresent()) {
                found.add(new Named(module.get(), entry));
                continue;
            }
            strange = true;
            unknown(entry, word);
            if (AnsibleWords.insteadOfTaskWord(word).isEmpty()) {
                unknown.add(entry);
            }
        }
        if (found.size() > 1) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.TASK_WITH_TWO_MODULES,
                                    "a task uses one module, and this one uses "
                                            + Wording.list(
                                                    found.stream()
                                                            .map(m -> m.entry().key().text())
                                                            .toList()),
                                    found.get(1).entry().key().span())
                            .related(found.get(0).entry().key().span(), "the first one")
                            .help("begin another task with `- ` before the second"));
        } else if (found.isEmpty() && !strange) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.TASK_WITHOUT_MODULE,
                                    "this task does nothing: it names no module",
                                    Wording.begin(task))
                            .help("`rappel modules` lists what a task can use"));
        }
        return new Given(found, unknown);
    }

    private void unknown(Node.Entry entry, String word) {
        Node.Scalar key = entry.key();
        Optional<String> instead = AnsibleWords.insteadOfTaskWord(word);
        if (instead.isPresent()) {
            words.ansible(PlaybookCode.ANSIBLE_TASK_WORD, "tasks", key, instead.get());
            return;
        }
        Optional<String> other = AnsibleWords.insteadOfModule(word);
        if (other.isPresent()) {
            problems.add(
                    Diagnostic.error(
                                    ModuleCode.ANSIBLE_MODULE,
                                    "`" + key + "` is Ansible's; Rappel has no such module",
                                    key.span())
                            .help(other.get()));
            return;
        }
        boolean isModule =
                DidYouMean.closest(word, WORDS).isEmpty()
                        && (entry.value() instanceof Node.Mapping || word.contains("."));
        List<String> known = new ArrayList<>(isModule ? List.of() : WORDS);
        known.addAll(modules.names());
        Diagnostic unknown =
                isModule
                        ? Diagnostic.error(
                                ModuleCode.UNKNOWN_MODULE,
                                "there is no module `" + key + "`",
                                key.span())
                        : Diagnostic.error(
                                PlaybookCode.UNKNOWN_TASK_WORD,
                                "`" + key + "` is neither a word of a task nor a module",
                                key.span());
        problems.add(
                DidYouMean.question(word, known)
                        .map(unknown::help)
                        .orElse(unknown.help("`rappel modules` lists what a task can use")));
    }

    private Scope scope(List<Scope.Declared> local) {
        return local.isEmpty()
                ? playScope
                : scopes.computeIfAbsent(List.copyOf(local), playScope::with);
    }

    private void layer(Node node, int number, List<Vars.Layer> layers, List<Scope.Declared> local) {
        SequencedMap<Variable, Node> written = new LinkedHashMap<>();
        for (Node.Entry entry : VariablesReader.entries(node, problems)) {
            if (VariableNames.check(entry.key(), "this variable", problems)) {
                Value value = Values.fromNode(entry.value());
                Span place = entry.key().span();
                written.put(new Variable(entry.key().text(), value, place), entry.value());
                local.add(
                        new Scope.Declared(
                                entry.key().text(), Typing.of(value), Optional.of(place)));
            }
        }
        List<Variable> variables = List.copyOf(written.keySet());
        layers.add(Vars.Layer.of(new Origin(Origin.Kind.TASK, ""), variables));
        // Only now: the variables of one task may be made of each other.
        InputReader reader = new InputReader(scope(local), problems);
        Ledger.From from = new Ledger.From(number, List.of(), List.copyOf(layers));
        for (Variable variable : variables) {
            Optional<Input> input = reader.any(written.getOrDefault(variable, node));
            input.ifPresent(i -> ledger.use(i, from));
            definitions.put(variable, input);
        }
    }

    private Optional<Input> loop(Node node, Scope scope) {
        if (node instanceof Node.Mapping
                || (node instanceof Node.Scalar s && !InputReader.holdsTemplate(s))) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.LOOP_TYPE,
                                    "a loop goes over a list",
                                    Wording.begin(node))
                            .label("this is " + Wording.kind(node))
                            .help("write a list, or `\"{{name}}\"` of a variable that is one"));
            return Optional.empty();
        }
        return new InputReader(scope, problems).read(node, new Type.Items(Type.Simple.ANY));
    }

    private Type element(Input loop) {
        return switch (loop) {
            case Input.Known known ->
                    Typing.element(Typing.of(known.value())).orElse(Type.Simple.ANY);
            case Input.Filled filled ->
                    filled.template().names().size() == 1
                            ? playScope
                                    .find(filled.template().names().getFirst())
                                    .flatMap(d -> Typing.element(d.type()))
                                    .orElse(Type.Simple.ANY)
                            : Type.Simple.ANY;
            default -> Type.Simple.ANY;
        };
    }

    private Optional<Input> delegate(Node node, InputReader inputs) {
        Optional<Input> host = inputs.read(node, Type.Simple.TEXT);
        if (inventory.isPresent()
                && host.isPresent()
                && host.get() instanceof Input.Known(Value.Text(String name), Span place)
                && inventory.get().host(name).isEmpty()) {
            Collection<String> known = inventory.get().hosts().stream().map(h -> h.name()).toList();
            Diagnostic unknown =
                    Diagnostic.error(
                            PlaybookCode.UNKNOWN_DELEGATE,
                            "the inventory has no host `" + name + "`",
                            place);
            problems.add(
                    name.equals("localhost") || name.equals("127.0.0.1")
                            ? unknown.help(
                                    "tasks run over SSH on hosts of the inventory: do local work"
                                            + " before or after the run")
                            : DidYouMean.question(name, known).map(unknown::help).orElse(unknown));
        }
        return host;
    }

    private Optional<Retry> retry(Node.Mapping task, InputReader inputs, Ledger.From from) {
        Optional<Node.Entry> until = task.entry("until");
        Optional<Node.Entry> retries = task.entry("retries");
        Optional<Node.Entry> delay = task.entry("delay");
        int tries =
                retries.map(e -> words.whole(e.value(), 0, MOST_RETRIES).orElse(Retry.RETRIES))
                        .orElse(Retry.RETRIES);
        Duration pause =
                delay.map(e -> words.seconds(e.value()).orElse(Retry.DELAY)).orElse(Retry.DELAY);
        if (until.isEmpty()) {
            retries.or(() -> delay)
                    .ifPresent(e ->
                            problems.add(
                                    Diagnostic.error(
                                                    PlaybookCode.UNTIL_MISSING,
                                                    "`"
                                                            + e.key()
                                                            + "` has no meaning without `until`",
                                                    e.key().span())
                                            .help(
                                                    "say what must be so: `until: NAME.rc == 0`, with `register: NAME`")));
            return Optional.empty();
        }
        Optional<List<Expression>> conditions = inputs.conditions(until.get().value());
        conditions.ifPresent(list -> list.forEach(c -> ledger.use(c, from)));
        return conditions.map(list -> new Retry(list, tries, pause));
    }
}
