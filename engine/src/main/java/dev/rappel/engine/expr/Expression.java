package dev.rappel.engine.expr;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.PartialVars;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * A CEL expression that has been checked: every name in it is declared, its types fit, and it gives
 * what was asked for. Immutable and safe for many threads.
 *
 * <p>Besides standard CEL there are {@code version('3.6')} (with {@code .major}, {@code .minor},
 * {@code .patch}) and {@code filesize('512MB')} (with {@code .bytes}), and {@code
 * duration('1m30s')} reads durations as files write them. Versions, sizes and durations are
 * compared among their own kind only.
 */
public final class Expression {
    private final Layout layout;
    private final Type expected;
    private final SequencedMap<String, Scope.Declared> names;
    private final Map<Long, Integer> positions;
    private final CelExpr root;
    private final CelRuntime.Program program;

    Expression(
            Layout layout,
            Type expected,
            SequencedMap<String, Scope.Declared> names,
            Map<Long, Integer> positions,
            CelExpr root,
            CelRuntime.Program program) {
        this.layout = layout;
        this.expected = expected;
        this.names = Collections.unmodifiableSequencedMap(names);
        this.positions = positions;
        this.root = root;
        this.program = program;
    }

    /**
     * Reads and checks an expression; never throws for what a user can write.
     *
     * @param expected what it must give; {@link Type.Simple#ANY} for whatever it gives
     * @param problems gets at least one error if the result is empty
     */
    public static Optional<Expression> compile(
            Node.Scalar scalar, Scope scope, Type expected, Problems problems) {
        return compile(scalar.text(), Place.of(scalar), scope, expected, problems);
    }

    public static Optional<Expression> compile(
            String text, Place place, Scope scope, Type expected, Problems problems) {
        return new Reader(text, place, scope, expected, problems).read();
    }

    /** The expression as it was written. */
    public String text() {
        return layout.text();
    }

    public Span span() {
        return layout.all();
    }

    public Type type() {
        return expected;
    }

    /** The declared names that it uses, in the order of first use. */
    public SequencedSet<String> names() {
        return names.sequencedKeySet();
    }

    /**
     * Gives the value that the expression has for these bindings. A boolean is always given openly,
     * so secrets can be compared; anything else that was made with a secret is a {@link
     * Value.Secret}.
     */
    public Outcome evaluate(Bindings bindings) {
        List<CelAttributePattern> unknown = new ArrayList<>();
        boolean secret = false;
        for (Scope.Declared name : names.values()) {
            switch (bindings.find(name.name())) {
                case Bindings.Unknown() ->
                        unknown.add(CelAttributePattern.fromQualifiedIdentifier(name.name()));
                case Bindings.Known(Value value) -> secret |= ValueBridge.holdsSecret(value);
                case Bindings.Absent() -> {}
            }
            secret |= name.type() instanceof Type.Secret;
        }
        try {
            Object result = program.eval(PartialVars.of(name -> resolve(name, bindings), unknown));
            return result instanceof CelUnknownSet set
                    ? new Outcome.Unknown(unknownNames(set))
                    : known(ValueBridge.fromCel(result), secret);
        } catch (CelEvaluationException | Fault | StackOverflowError failure) {
            return new Outcome.Failed(
                    new Trouble(layout, positions, root, secret).diagnostic(failure));
        }
    }

    private Outcome known(Value value, boolean secret) {
        if (value instanceof Value.Bool) {
            return new Outcome.Known(value);
        }
        if (expected == Type.Simple.BOOL) {
            throw new Fault(
                    ExprCode.UNREADABLE_VALUE,
                    "this must give true or false, and does not",
                    "compare what it gives with something");
        }
        return new Outcome.Known(secret ? new Value.Secret(value) : value);
    }

    private Optional<Object> resolve(String name, Bindings bindings) {
        Scope.Declared declared = names.get(name);
        if (declared == null) {
            return Optional.empty();
        }
        return switch (bindings.find(name)) {
            case Bindings.Known(Value value) ->
                    Optional.of(ValueBridge.toCel(name, value, declared.type()));
            case Bindings.Unknown() -> Optional.empty();
            case Bindings.Absent() ->
                    throw new Fault(
                            ExprCode.NO_VALUE,
                            "`" + name + "` has no value here",
                            "set it for this host, or ask for it only where it is set");
        };
    }

    private SequencedSet<String> unknownNames(CelUnknownSet set) {
        SequencedSet<String> found = new TreeSet<>();
        for (CelAttribute attribute : set.attributes()) {
            String path = attribute.toString();
            for (String name : names.keySet()) {
                if (path.equals(name)
                        || path.startsWith(name + ".")
                        || path.startsWith(name + "[")) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return layout.text();
    }
}
