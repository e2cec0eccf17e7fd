package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Decoder;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up the variables of all hosts of a play to one scope. A name that is defined with values of
 * several types has the type that holds them all.
 */
final class ScopeBuilder {
    private final Set<String> secrets;
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<String, Span> places = new LinkedHashMap<>();
    private final Set<Vars.Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    ScopeBuilder(Set<String> secrets) {
        this.secrets = secrets;
    }

    /** A host's variables; layers that hosts share are looked at once. */
    void inventory(Vars vars) {
        vars.layers()
                .forEach(layer -> {
                    if (seen.add(layer)) {
                        layer.variables().values().forEach(this::add);
                    }
                });
    }

    private void add(Variable variable) {
        types.merge(variable.name(), type(variable), Typing::join);
        places.putIfAbsent(variable.name(), variable.span());
        if (secrets.contains(variable.name())) {
            VariablesReader.hideValue(variable.span());
        }
    }

    /** A layer that hides what was there before, on every host. */
    void layer(Vars.Layer layer) {
        layer.variables()
                .values()
                .forEach(v -> {
                    types.put(v.name(), type(v));
                    places.put(v.name(), v.span());
                });
    }

    private Type type(Variable variable) {
        Type type = Typing.of(variable.value());
        return secrets.contains(variable.name()) ? new Type.Secret(Typing.open(type)) : type;
    }

    /**
     * What {@code -e} gives, the last layer. A text for a name that is a number or a truth
     * elsewhere is taken as one, because a command line has no other way to write it.
     */
    Vars.Layer extra(Vars.Layer given, Problems problems) {
        List<Variable> variables = new ArrayList<>();
        for (Variable variable : given.variables().values()) {
            Variable fit = fit(variable, problems);
            variables.add(
                    secrets.contains(fit.name())
                            ? new Variable(fit.name(), new Value.Secret(fit.value()), fit.span())
                            : fit);
        }
        Vars.Layer layer = Vars.Layer.of(given.origin(), variables);
        layer(layer);
        return layer;
    }

    private Variable fit(Variable variable, Problems problems) {
        Type known = Typing.open(types.getOrDefault(variable.name(), Type.Simple.ANY));
        boolean fits =
                known == Type.Simple.WHOLE
                        || known == Type.Simple.DECIMAL
                        || known == Type.Simple.BOOL;
        if (!fits || !(variable.value() instanceof Value.Text(String text))) {
            return variable;
        }
        Node.Scalar scalar = new Node.Scalar(text, Node.Style.PLAIN, false, variable.span());
        Optional<Value> value = Decoder.decode(scalar, known, new Problems());
        if (value.isEmpty()) {
            Diagnostic wrong =
                    Diagnostic.error(
                                    PlaybookCode.EXTRA_VARIABLE,
                                    "`-e` gives `"
                                            + variable.name()
                                            + "` a value that is not "
                                            + Types.name(known),
                                    variable.span())
                            .note("where it is defined, it is " + Types.name(known));
            Span place = places.get(variable.name());
            problems.add(place == null ? wrong : wrong.related(place, "defined here"));
            return variable;
        }
        return new Variable(variable.name(), value.get(), variable.span());
    }

    Scope scope() {
        List<Scope.Declared> declared = new ArrayList<>();
        types.forEach((name, type) ->
                declared.add(
                        new Scope.Declared(name, type, Optional.ofNullable(places.get(name)))));
        return Scope.empty().with(declared);
    }
}
