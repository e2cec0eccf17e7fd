package dev.rappel.engine.expr;

import dev.cel.common.ast.CelExpr;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.AnsibleNames;
import dev.rappel.engine.value.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** Resolves the names and functions of a parsed expression against a scope. */
final class NameCheck {
    static final Set<String> FUNCTIONS =
            new TreeSet<>(
                    Set.of(
                            "size",
                            "contains",
                            "startsWith",
                            "endsWith",
                            "matches",
                            "int",
                            "double",
                            "string",
                            "bool",
                            "dyn",
                            "duration",
                            "version",
                            "filesize",
                            "timestamp",
                            "getSeconds",
                            "getMilliseconds",
                            "getMinutes",
                            "getHours",
                            "getFullYear",
                            "getMonth",
                            "getDate",
                            "getDayOfMonth",
                            "getDayOfWeek",
                            "getDayOfYear"));

    /** Enough to remind someone of the rest. */
    private static final List<String> COMMON =
            List.of(
                    "size",
                    "has",
                    "contains",
                    "startsWith",
                    "endsWith",
                    "matches",
                    "all",
                    "exists",
                    "filter",
                    "map",
                    "string",
                    "int",
                    "version",
                    "duration",
                    "filesize");

    private static final Set<String> MACROS =
            Set.of("has", "all", "exists", "exists_one", "filter", "map");

    private final Scope scope;
    private final Layout layout;
    private final Map<Long, Integer> positions;
    private final Problems problems;
    private final SequencedMap<String, Scope.Declared> used = new LinkedHashMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> selected = new TreeSet<>();

    NameCheck(Scope scope, Layout layout, Map<Long, Integer> positions, Problems problems) {
        this.scope = scope;
        this.layout = layout;
        this.positions = positions;
        this.problems = problems;
    }

    void visit(CelExpr root) {
        visit(root, Set.of());
    }

    /** The declared names that occur, in the order of first use. */
    SequencedMap<String, Scope.Declared> used() {
        return used;
    }

    /** The first words of names that are not declared. */
    Set<String> unknown() {
        return unknown;
    }

    /** All field names that are asked for anywhere. */
    Set<String> selected() {
        return selected;
    }

    private void visit(CelExpr node, Set<String> local) {
        switch (node.exprKind().getKind()) {
            case IDENT, SELECT -> chain(node, local);
            case CALL -> {
                function(node);
                node.call().target().ifPresent(t -> visit(t, local));
                node.call().args().forEach(a -> visit(a, local));
            }
            case LIST -> node.list().elements().forEach(e -> visit(e, local));
            case MAP ->
                    node.map()
                            .entries()
                            .forEach(e -> {
                                visit(e.key(), local);
                                visit(e.value(), local);
                            });
            case STRUCT ->
                    problems.add(
                            Diagnostic.error(
                                            ExprCode.NOT_ALLOWED,
                                            "an expression cannot make structures of a named type",
                                            span(node))
                                    .help("write a mapping: `{'name': value}`"));
            case COMPREHENSION -> comprehension(node.comprehension(), local);
            case CONSTANT, NOT_SET -> {}
        }
    }

    private void comprehension(CelExpr.CelComprehension loop, Set<String> local) {
        visit(loop.iterRange(), local);
        visit(loop.accuInit(), local);
        Set<String> inner = new TreeSet<>(local);
        inner.add(loop.accuVar());
        inner.add(loop.iterVar());
        if (!loop.iterVar2().isEmpty()) {
            inner.add(loop.iterVar2());
        }
        visit(loop.loopCondition(), inner);
        visit(loop.loopStep(), inner);
        visit(loop.result(), inner);
    }

    /**
     * An identifier with the fields that are selected from it, or a selection from anything else.
     */
    private void chain(CelExpr node, Set<String> local) {
        StringBuilder path = new StringBuilder();
        CelExpr inner = node;
        while (inner.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT) {
            selected.add(inner.select().field());
            path.insert(0, "." + inner.select().field());
            inner = inner.select().operand();
        }
        if (inner.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
            visit(inner, local);
            return;
        }
        String root = inner.ident().name();
        String bare = root.startsWith(".") ? root.substring(1) : root;
        if (!local.contains(root)) {
            resolve(bare, bare + path, node, inner);
        }
    }

    private void resolve(String root, String path, CelExpr whole, CelExpr first) {
        Optional<Scope.Reached> reached = scope.reach(path);
        if (reached.isPresent()) {
            used.put(reached.get().declared().name(), reached.get().declared());
            return;
        }
        unknown.add(root);
        if (scope.isNamespace(root)) {
            namespace(root, path, whole);
            return;
        }
        Optional<Diagnostic> habit = Habits.name(root, span(first));
        problems.add(habit.orElseGet(() -> unknownName(root, path, first)));
    }

    private Diagnostic unknownName(String root, String path, CelExpr first) {
        Diagnostic error =
                Diagnostic.error(
                                ExprCode.UNKNOWN_NAME,
                                "nothing is called `" + root + "` here",
                                span(first))
                        .label("not declared");
        Optional<String> instead = AnsibleNames.instead(root);
        if (instead.isPresent()) {
            return error.help(instead.get());
        }
        Optional<String> meant =
                DidYouMean.closest(path, scope.names())
                        .or(() -> DidYouMean.closest(root, scope.names()));
        if (meant.isPresent()) {
            return error.help("did you mean `" + meant.get() + "`?");
        }
        return error.help(
                AnsibleNames.insteadOfFact(root)
                        .orElse(
                                "if it is a word and not a name, write it in quotes: `'"
                                        + root
                                        + "'`"));
    }

    private void namespace(String root, String path, CelExpr whole) {
        List<String> inside = scope.names().stream().filter(n -> n.startsWith(root + ".")).toList();
        boolean alone = path.equals(root);
        Diagnostic error =
                Diagnostic.error(
                        ExprCode.UNKNOWN_NAME,
                        alone
                                ? "`" + root + "` is only the first part of a name"
                                : "nothing is called `" + path + "` here",
                        span(whole));
        Optional<String> meant = alone ? Optional.empty() : DidYouMean.closest(path, inside);
        problems.add(
                error.label("not declared")
                        .help(
                                meant.map(m -> "did you mean `" + m + "`?")
                                        .orElse("there is: " + ticked(inside))));
    }

    private void function(CelExpr node) {
        String name = node.call().function();
        if (FUNCTIONS.contains(name) || !Character.isLetter(name.codePointAt(0))) {
            return;
        }
        Layout.Range range = layout.range(node, positions);
        Span word = layout.span(wordBefore(node, range));
        Optional<Diagnostic> habit = Habits.function(name, word);
        if (habit.isPresent()) {
            problems.add(habit.get());
            return;
        }
        Set<String> all = new TreeSet<>(FUNCTIONS);
        all.addAll(MACROS);
        Diagnostic error =
                MACROS.contains(name)
                        ? Diagnostic.error(
                                        ExprCode.UNKNOWN_FUNCTION,
                                        "`" + name + "` is not used like this",
                                        word)
                                .help(
                                        name.equals("has")
                                                ? "write `has(thing.field)`"
                                                : "write `list." + name + "(x, …)`")
                        : Diagnostic.error(
                                        ExprCode.UNKNOWN_FUNCTION,
                                        "there is no function `" + name + "`",
                                        word)
                                .help(
                                        DidYouMean.closest(name, all)
                                                .map(m -> "did you mean `" + m + "`?")
                                                .orElse("there is: " + ticked(COMMON)));
        problems.add(error);
    }

    private Layout.Range wordBefore(CelExpr node, Layout.Range whole) {
        int bracket = layout.tokenRange(positions.getOrDefault(node.id(), 0)).from();
        Token before = null;
        for (Token token : layout.tokens()) {
            if (token.from() >= bracket) {
                break;
            }
            before = token;
        }
        return before == null ? whole : new Layout.Range(before.from(), before.to());
    }

    private Span span(CelExpr node) {
        return layout.span(layout.range(node, positions));
    }

    private static String ticked(Iterable<String> words) {
        return "`" + String.join("`, `", words) + "`";
    }
}
