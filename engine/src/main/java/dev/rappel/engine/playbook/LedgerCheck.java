package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.playbook.Ledger.Settled;
import dev.rappel.engine.playbook.Ledger.Use;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes over all uses of names in a play: is there a value when it is needed, on every host, and
 * does it fit where it is known already.
 */
final class LedgerCheck {
    private final Names names;
    private final Definitions definitions;
    private final SetByTasks setByTasks;
    private final List<Host> hosts;
    private final Problems problems;
    private final Vars common;
    private final List<Vars> vars;

    /** The variables of a name: the different ones that hosts have, and the hosts without one. */
    private record Defined(Set<Variable> variables, List<Integer> lacking) {}

    private final Map<String, Defined> defined = new HashMap<>();

    LedgerCheck(
            Names names,
            Definitions definitions,
            SetByTasks setByTasks,
            List<Host> hosts,
            Problems problems) {
        this.names = names;
        this.definitions = definitions;
        this.setByTasks = setByTasks;
        this.hosts = hosts;
        this.problems = problems;
        this.common = names.common();
        this.vars = hosts.stream().map(names::vars).toList();
    }

    void check(Ledger ledger) {
        Map<String, List<Use>> byName = new LinkedHashMap<>();
        Deque<Use> todo = new ArrayDeque<>(ledger.uses());
        Set<Variable> opened = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!todo.isEmpty()) {
            Use use = todo.remove();
            byName.computeIfAbsent(use.name(), n -> new ArrayList<>()).add(use);
            for (Variable variable : defined(use.name()).variables()) {
                if (!Definitions.isPlain(variable.value()) && opened.add(variable)) {
                    todo.addAll(inside(variable, use));
                }
            }
        }
        byName.forEach(this::check);
        new Circles(this::variables, definitions, problems).check(byName.keySet());
        ledger.settled().forEach(this::check);
    }

    /** A variable that is a template uses names of its own, as early as the variable is used. */
    private List<Use> inside(Variable variable, Use use) {
        Definitions.Compiled compiled = definitions.compile(variable);
        compiled.problems().sorted().stream()
                .map(d -> d.related(use.place(), "`" + use.name() + "` is used here"))
                .forEach(problems::add);
        List<Use> uses = new ArrayList<>();
        compiled.input()
                .ifPresent(input ->
                        Inputs.each(
                                input,
                                leaf ->
                                        Inputs.names(leaf)
                                                .forEach(n ->
                                                        uses.add(
                                                                new Use(
                                                                        n,
                                                                        leaf.span(),
                                                                        use.task(),
                                                                        use.guards(),
                                                                        use.local())))));
        return uses;
    }

    private Set<Variable> variables(String name) {
        return defined(name).variables();
    }

    private Defined defined(String name) {
        return defined.computeIfAbsent(name, this::look);
    }

    private Defined look(String name) {
        Optional<Vars.Definition> everywhere = common.find(name);
        if (everywhere.isPresent()) {
            return new Defined(Set.of(everywhere.get().variable()), List.of());
        }
        Set<Variable> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Integer> lacking = new ArrayList<>();
        for (int i = 0; i < vars.size(); i++) {
            Optional<Vars.Definition> definition = vars.get(i).find(name);
            if (definition.isPresent()) {
                found.add(definition.get().variable());
            } else {
                lacking.add(i);
            }
        }
        return new Defined(found, lacking);
    }

    private void check(String name, List<Use> uses) {
        Optional<Scope.Declared> declared = names.scope().find(name);
        Optional<SetByTasks.Set> set = setByTasks.find(name);
        Defined known = defined(name);
        boolean anywhere = !known.variables().isEmpty();
        if (set.isPresent()) {
            if (!anywhere) {
                uses.stream()
                        .filter(u -> u.task() <= set.get().task())
                        .forEach(u -> problems.add(tooEarly(u, set.get())));
            }
            return;
        }
        if (declared.isEmpty() || !anywhere || known.lacking().isEmpty()) {
            return;
        }
        for (Use use : uses) {
            List<String> bare =
                    known.lacking().stream()
                            .filter(i -> !isGuarded(use, hosts.get(i)))
                            .map(i -> hosts.get(i).name())
                            .toList();
            if (!bare.isEmpty()) {
                problems.add(notEverywhere(use, bare, known));
                return;
            }
        }
    }

    private boolean isGuarded(Use use, Host host) {
        if (use.guards().isEmpty()) {
            return false;
        }
        Bindings bindings = names.bindings(host, use.local(), later());
        return use.guards().stream()
                .map(g -> g.evaluate(bindings))
                .anyMatch(o -> o instanceof Outcome.Known(Value.Bool(boolean truth, _)) && !truth);
    }

    /** What tasks set, facts and the element of a loop: nothing of it is known before a run. */
    private Bindings later() {
        return name ->
                setByTasks.find(name).isPresent()
                                || name.equals(BuiltIn.ITEM)
                                || name.indexOf('.') > 0
                        ? new Bindings.Unknown()
                        : new Bindings.Absent();
    }

    private static Diagnostic tooEarly(Use use, SetByTasks.Set set) {
        return Diagnostic.error(
                        PlaybookCode.USED_TOO_EARLY,
                        "`" + use.name() + "` has no value yet",
                        use.place())
                .label("used before it is set")
                .related(set.place(), "it is set by this task")
                .help("move this task behind the one that sets it");
    }

    private Diagnostic notEverywhere(Use use, List<String> bare, Defined known) {
        Diagnostic diagnostic =
                Diagnostic.error(
                        PlaybookCode.NOT_ON_EVERY_HOST,
                        "`"
                                + use.name()
                                + "` is not defined for "
                                + Wording.hosts(bare.size())
                                + " of "
                                + hosts.size(),
                        use.place());
        Variable one = known.variables().iterator().next();
        return diagnostic
                .related(one.span(), "defined here for others")
                .note("without it: " + Wording.list(bare))
                .help(
                        "define it for the group `all`, or in the play's `vars`, or keep these hosts"
                                + " out with `when`");
    }

    private void check(Settled settled) {
        if (!(settled.input() instanceof Input.Filled filled) || fitsAlways(filled)) {
            return;
        }
        Map<List<Object>, Host> different = new LinkedHashMap<>();
        Set<Diagnostic> said = new LinkedHashSet<>();
        if (hosts.isEmpty()) {
            return;
        }
        for (int i = 0; i < hosts.size(); i++) {
            different.putIfAbsent(key(filled, i), hosts.get(i));
        }
        List<String> wrong = new ArrayList<>();
        for (Host host : different.values()) {
            if (isGuarded(
                    new Use("", filled.span(), settled.task(), settled.guards(), settled.local()),
                    host)) {
                continue;
            }
            Bindings bindings = names.bindings(host, settled.local(), later());
            if (Inputs.evaluate(filled, bindings)
                    instanceof Outcome.Failed(Diagnostic diagnostic)) {
                said.add(diagnostic);
                wrong.add(host.name());
            }
        }
        if (!said.isEmpty()) {
            Diagnostic noted = said.iterator().next().note("on " + Wording.list(wrong));
            Optional<Vars> first = first(wrong);
            for (String name : filled.template().names()) {
                Optional<Vars.Definition> definition = first.flatMap(v -> v.find(name));
                if (definition.isPresent()) {
                    noted =
                            noted.related(
                                    definition.get().variable().span(),
                                    "`" + name + "` is defined here");
                }
            }
            problems.add(noted);
        }
    }

    private Optional<Vars> first(List<String> wrong) {
        return hosts.stream()
                .filter(h -> h.name().equals(wrong.getFirst()))
                .findFirst()
                .map(names::vars);
    }

    /** What a template is filled from on a host; hosts with equal keys get equal texts. */
    private List<Object> key(Input.Filled filled, int host) {
        List<Object> key = new ArrayList<>();
        for (String name : filled.template().names()) {
            Optional<Vars.Definition> definition = vars.get(host).find(name);
            boolean plain =
                    definition.isPresent()
                            && Definitions.isPlain(definition.get().variable().value());
            if (definition.isPresent() && !plain) {
                return List.of(host);
            }
            definition.ifPresent(d -> key.add(d.variable().value()));
        }
        return key;
    }

    private boolean fitsAlways(Input.Filled filled) {
        Type wanted = Typing.open(filled.wanted());
        return wanted == Type.Simple.TEXT
                || wanted == Type.Simple.ANY
                || wanted == Type.Simple.PATH
                || filled.template().names().stream()
                        .anyMatch(n -> n.equals(BuiltIn.ITEM) || setByTasks.find(n).isPresent());
    }
}
