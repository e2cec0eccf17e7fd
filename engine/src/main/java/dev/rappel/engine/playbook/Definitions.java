package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Value;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Variables whose values hold templates, compiled when somebody uses them. A variable that nobody
 * uses may hold whatever another tool understands.
 */
final class Definitions {
    private final Scope scope;
    private final Map<Variable, Node> nodes;
    private final Set<String> secrets;
    private final IdentityHashMap<Variable, Compiled> compiled = new IdentityHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** A value with its templates compiled, and what was wrong with them. */
    record Compiled(Optional<Input> input, Problems problems) {}

    /**
     * @param nodes where the values of some variables stand, for exact positions; by identity
     * @param secrets the names that the play calls secret, wherever they are defined
     */
    Definitions(Scope scope, Map<Variable, Node> nodes, Set<String> secrets) {
        this.scope = scope;
        this.nodes = nodes;
        this.secrets = Set.copyOf(secrets);
    }

    /** Whether a value holds no template anywhere, which is the usual case and costs nothing. */
    static boolean isPlain(Value value) {
        return switch (value) {
            case Value.Text text -> !text.text().contains("{{");
            case Value.Scalar _, Value.Nothing _ -> true;
            case Value.Items items -> items.items().stream().allMatch(Definitions::isPlain);
            case Value.Fields fields ->
                    fields.fields().values().stream().allMatch(Definitions::isPlain);
            case Value.Secret secret -> isPlain(secret.reveal());
        };
    }

    /** Takes note of a variable that was read where more names are known than here. */
    void put(Variable variable, Optional<Input> input) {
        lock.lock();
        try {
            compiled.put(variable, new Compiled(input, new Problems()));
        } finally {
            lock.unlock();
        }
    }

    Compiled compile(Variable variable) {
        lock.lock();
        try {
            return compiled.computeIfAbsent(variable, this::compiled);
        } finally {
            lock.unlock();
        }
    }

    private Compiled compiled(Variable variable) {
        Problems problems = new Problems();
        InputReader reader = new InputReader(scope, problems);
        Node node = nodes.get(variable);
        boolean secret = variable.value() instanceof Value.Secret;
        Optional<Input> input =
                node != null && !secret
                        ? reader.any(node)
                        : reader.any(variable.value(), variable.span());
        return new Compiled(input, problems);
    }

    /** The variable's value where these names stand for these values. */
    Outcome value(Variable variable, Bindings bindings) {
        Outcome outcome = open(variable, bindings);
        return outcome instanceof Outcome.Known(Value value)
                        && (secrets.contains(variable.name())
                                || variable.value() instanceof Value.Secret)
                ? new Outcome.Known(new Value.Secret(value))
                : outcome;
    }

    private Outcome open(Variable variable, Bindings bindings) {
        if (isPlain(variable.value())) {
            return new Outcome.Known(variable.value());
        }
        return compile(variable)
                .input()
                .map(input -> Inputs.evaluate(input, bindings))
                .orElseGet(() -> new Outcome.Unknown(new TreeSet<>(Set.of(variable.name()))));
    }
}
