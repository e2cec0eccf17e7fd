package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds variables that are made of each other, so that none of them can have a value. */
final class Circles {
    private final Function<String, Set<Variable>> variables;
    private final Definitions definitions;
    private final Problems problems;
    private final Set<String> done = new HashSet<>();

    Circles(Function<String, Set<Variable>> variables, Definitions definitions, Problems problems) {
        this.variables = variables;
        this.definitions = definitions;
        this.problems = problems;
    }

    void check(Collection<String> names) {
        names.forEach(name -> follow(name, new ArrayList<>()));
    }

    private void follow(String name, List<Variable> path) {
        int again = indexOf(path, name);
        if (again >= 0) {
            report(path.subList(again, path.size()));
            return;
        }
        if (done.contains(name) || path.size() > DEEPEST) {
            return;
        }
        for (Variable variable : variables.apply(name)) {
            if (Definitions.isPlain(variable.value())) {
                continue;
            }
            path.add(variable);
            definitions
                    .compile(variable)
                    .input()
                    .ifPresent(input -> Inputs.names(input).forEach(n -> follow(n, path)));
            path.removeLast();
        }
        done.add(name);
    }

    /** A chain of variables this long is followed no further; nobody writes one. */
    private static final int DEEPEST = 500;

    private static int indexOf(List<Variable> path, String name) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void report(List<Variable> circle) {
        Variable first = circle.getFirst();
        Diagnostic diagnostic =
                Diagnostic.error(
                        PlaybookCode.VARIABLE_CYCLE,
                        circle.size() == 1
                                ? "`" + first.name() + "` is made of itself"
                                : "`"
                                        + first.name()
                                        + "` is made of itself, by way of "
                                        + Wording.list(
                                                circle.stream()
                                                        .skip(1)
                                                        .map(Variable::name)
                                                        .toList()),
                        first.span());
        for (Variable variable : circle.subList(1, circle.size())) {
            diagnostic = diagnostic.related(variable.span(), "part of the circle");
        }
        problems.add(
                diagnostic.help("a variable cannot extend itself: give the result another name"));
    }
}
