package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Origin;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.playbook.Draft.PlayDraft;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the plays of a playbook, one after the other. */
final class PlayReader {
    static final List<String> WORDS =
            List.of(
                    "name",
                    "hosts",
                    "defaults",
                    "vars",
                    "vars_files",
                    "become",
                    "become_user",
                    "strategy",
                    "tags",
                    "secrets",
                    "if_stopped",
                    "tasks");

    private final Request request;
    private final Set<String> knownTags;
    private final Problems problems;
    private final Words words;

    /** What the plays before this one set. */
    private Optional<SetByTasks> earlier = Optional.empty();

    private final Map<Path, Inventory> inventories = new HashMap<>();

    /**
     * @param knownTags gets every tag that some play or task has
     */
    PlayReader(Request request, Set<String> knownTags, Problems problems) {
        this.request = request;
        this.knownTags = knownTags;
        this.problems = problems;
        this.words = new Words(problems);
    }

    Optional<Play> read(PlayDraft draft) {
        Node.Mapping node = draft.node();
        words(node);
        Optional<Inventory> inventory = request.inventory().map(i -> beside(i, draft.folder()));
        List<Node.Scalar> secretNames =
                node.entry("secrets").map(e -> words.names(e.value())).orElse(List.of());
        Set<String> secrets = new LinkedHashSet<>();
        secretNames.forEach(s -> secrets.add(s.text()));
        VariablesReader variables = variables(draft, secrets);
        HostsReader.Selected selected =
                new HostsReader(request, inventory, variables.layers(), problems)
                        .read(node, Wording.begin(node));
        SetByTasks setByTasks = SetByTasks.of(draft.tasks(), request.modules(), problems);
        setByTasks.checkAgainst(namespaces());
        earlier.ifPresent(setByTasks::startWith);
        earlier = Optional.of(setByTasks);
        List<Host> hosts = selected.hosts();
        List<Host> withVariables =
                hosts.isEmpty()
                        ? inventory.map(i -> List.copyOf(i.hosts())).orElse(List.of())
                        : hosts;
        ScopeBuilder builder = new ScopeBuilder(secrets);
        builder.inventory(Vars.empty().with(variables.defaults()));
        inventory.ifPresent(i -> withVariables.forEach(h -> builder.inventory(i.vars(h))));
        variables.layers().forEach(builder::layer);
        Vars.Layer extra = builder.extra(request.extraLayer(), problems);
        Scope scope =
                builder.scope().with(setByTasks.declared()).with(BuiltIn.names()).with(facts());
        secretNames.stream()
                .filter(s -> scope.find(s.text()).isEmpty())
                .forEach(s -> unknownSecret(s, scope));
        Definitions definitions = new Definitions(scope, variables.nodes(), secrets);
        Names names =
                new Names(
                        scope,
                        inventory,
                        variables.defaults(),
                        variables.layers(),
                        extra,
                        definitions);
        Ledger ledger = new Ledger();
        Become become = TaskReader.become(node, scope, words, problems);
        become.user().ifPresent(u -> ledger.use(u, Ledger.From.PLAY));
        becomeUserAlone(node, scope);
        Set<String> tags = tags(draft);
        knownTags.addAll(tags);
        Strategy strategy =
                node.entry("strategy")
                        .map(e -> new StrategyReader(scope, ledger, problems).read(e.value()))
                        .orElse(Strategy.ALL_AT_ONCE);
        TaskReader reader =
                new TaskReader(request.modules(), scope, inventory, definitions, ledger, problems);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < draft.tasks().size(); i++) {
            Optional<Task> task = reader.read(draft.tasks().get(i), become, tags, i);
            task.ifPresent(t -> knownTags.addAll(t.tags()));
            task.filter(t -> request.tags().selects(t.tags())).ifPresent(tasks::add);
        }
        new LedgerCheck(names, definitions, setByTasks, hosts, problems).check(ledger);
        noTasks(node, draft);
        return selected.pattern()
                .map(pattern ->
                        new Play(
                                node.entry("name").flatMap(e -> words.text(e.value())),
                                pattern,
                                hosts.stream().map(Host::name).toList(),
                                names,
                                become,
                                strategy,
                                tags,
                                node.entry("if_stopped").flatMap(e -> words.text(e.value())),
                                tasks,
                                Wording.begin(node)));
    }

    private Inventory beside(Inventory inventory, Path folder) {
        return inventories.computeIfAbsent(folder, f -> inventory.besidePlaybook(f, problems));
    }

    private void words(Node.Mapping play) {
        for (Node.Entry entry : play.entries()) {
            String word = entry.key().text();
            if (WORDS.contains(word)) {
                continue;
            }
            if (word.equals("gather_facts")
                    && entry.value() instanceof Node.Scalar scalar
                    && Set.of("false", "no", "off")
                            .contains(scalar.text().toLowerCase(java.util.Locale.ROOT))) {
                // What it asks for is what happens anyway.
                continue;
            }
            Optional<String> instead = AnsibleWords.insteadOfPlayWord(word);
            if (instead.isPresent()) {
                words.ansible(PlaybookCode.ANSIBLE_PLAY_WORD, "plays", entry.key(), instead.get());
            } else {
                words.unknown(PlaybookCode.UNKNOWN_PLAY_WORD, "a play", entry.key(), WORDS);
            }
        }
    }

    private VariablesReader variables(PlayDraft draft, Set<String> secrets) {
        VariablesReader reader = new VariablesReader(secrets, problems);
        String folder = draft.folder().toAbsolutePath().normalize().toString();
        Variable dir =
                new Variable("playbook_dir", new Value.Text(folder), Wording.begin(draft.node()));
        reader.layers().add(Vars.Layer.of(new Origin(Origin.Kind.BUILT_IN, ""), List.of(dir)));
        draft.node().entry("defaults").ifPresent(e -> reader.defaults(e.value()));
        draft.node()
                .entry("vars")
                .ifPresent(e -> reader.inline(e.value(), new Origin(Origin.Kind.PLAY, "")));
        for (Node.Mapping element : draft.imports()) {
            element.entry("vars")
                    .ifPresent(e -> reader.inline(e.value(), new Origin(Origin.Kind.PLAY, "")));
        }
        draft.node()
                .entry("vars_files")
                .ifPresent(e -> {
                    Node value = e.value();
                    List<Node> paths =
                            value instanceof Node.Sequence list ? list.items() : List.of(value);
                    paths.forEach(p -> reader.file(p, draft.folder()));
                });
        return reader;
    }

    private List<Scope.Declared> facts() {
        return request.modules().facts().stream()
                .map(f -> new Scope.Declared(f.name(), f.type(), Optional.empty()))
                .toList();
    }

    private Set<String> namespaces() {
        Set<String> words = new LinkedHashSet<>();
        request.modules().facts().forEach(f -> words.add(f.name().split("\\.", 2)[0]));
        return words;
    }

    private void unknownSecret(Node.Scalar name, Scope scope) {
        Diagnostic unknown =
                Diagnostic.error(
                                PlaybookCode.UNKNOWN_SECRET,
                                "`secrets` names `" + name + "`, which is not defined",
                                name.span())
                        .note("a secret under another name would be shown openly");
        problems.add(
                dev.rappel.engine.text.DidYouMean.question(name.text(), scope.names())
                        .map(unknown::help)
                        .orElse(unknown));
    }

    /** Ansible ignores the user then, and the task runs as somebody else than was asked for. */
    private void becomeUserAlone(Node.Mapping play, Scope scope) {
        Optional<Node.Entry> user = play.entry("become_user");
        boolean never =
                play.entry("become").isEmpty()
                        && scope.find("ansible_become").isEmpty()
                        && !(play.entry("tasks").map(Node.Entry::value).orElse(null)
                                        instanceof Node.Sequence tasks
                                && tasks.items().stream()
                                        .anyMatch(t ->
                                                t instanceof Node.Mapping m
                                                        && m.entry("become").isPresent()));
        if (user.isPresent() && never) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.BECOME_USER_ALONE,
                                    "`become_user` has no meaning without `become: true`",
                                    user.get().key().span())
                            .help("add `become: true`"));
        }
    }

    private Set<String> tags(PlayDraft draft) {
        Set<String> tags = new LinkedHashSet<>();
        draft.imports()
                .forEach(i -> i.entry("tags").ifPresent(e -> tags.addAll(words.tags(e.value()))));
        draft.node().entry("tags").ifPresent(e -> tags.addAll(words.tags(e.value())));
        return tags;
    }

    private void noTasks(Node.Mapping play, PlayDraft draft) {
        if (draft.tasks().isEmpty()
                && play.entry("tasks").filter(e -> !Wording.isNothing(e.value())).isEmpty()) {
            problems.add(
                    Diagnostic.warning(
                            PlaybookCode.NOTHING_TO_DO,
                            "this play has no tasks",
                            Wording.begin(play)));
        }
    }
}
