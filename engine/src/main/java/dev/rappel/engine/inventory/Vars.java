package dev.rappel.engine.inventory;

import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Variables in layers, the weakest first. A stronger layer replaces a name wholly: mappings are
 * never merged, as in Ansible. Immutable; layers are shared between hosts, not copied.
 */
public final class Vars {
    private static final Vars EMPTY = new Vars(List.of());

    /** The variables that one place defines, in the order in which it does. */
    public record Layer(Origin origin, SequencedMap<String, Variable> variables) {
        public Layer {
            variables = Collections.unmodifiableSequencedMap(variables);
        }

        /** A layer of these, the last of equal names winning. */
        public static Layer of(Origin origin, List<Variable> variables) {
            SequencedMap<String, Variable> byName = new LinkedHashMap<>();
            variables.forEach(variable -> byName.put(variable.name(), variable));
            return new Layer(origin, byName);
        }
    }

    /** One definition of a name, with the kind of place that it stands in. */
    public record Definition(Origin origin, Variable variable) {}

    private final List<Layer> layers;

    private Vars(List<Layer> layers) {
        this.layers = layers;
    }

    public static Vars empty() {
        return EMPTY;
    }

    static Vars of(List<Layer> layers) {
        return new Vars(List.copyOf(layers));
    }

    /** These and one layer more, which wins over all of them. */
    public Vars with(Layer stronger) {
        if (stronger.variables().isEmpty()) {
            return this;
        }
        List<Layer> more = new ArrayList<>(layers);
        more.add(stronger);
        return of(more);
    }

    /** These and one layer more, which yields to all of them. */
    public Vars over(Layer weaker) {
        if (weaker.variables().isEmpty()) {
            return this;
        }
        List<Layer> more = new ArrayList<>(layers);
        more.addFirst(weaker);
        return of(more);
    }

    public List<Layer> layers() {
        return layers;
    }

    /** The definition that wins. */
    public Optional<Definition> find(String name) {
        for (Layer layer : layers.reversed()) {
            Variable variable = layer.variables().get(name);
            if (variable != null) {
                return Optional.of(new Definition(layer.origin(), variable));
            }
        }
        return Optional.empty();
    }

    public Optional<Value> value(String name) {
        return find(name).map(definition -> definition.variable().value());
    }

    /** Every definition of a name, the weakest first: what is overridden, and by what. */
    public List<Definition> definitions(String name) {
        List<Definition> found = new ArrayList<>();
        for (Layer layer : layers) {
            Variable variable = layer.variables().get(name);
            if (variable != null) {
                found.add(new Definition(layer.origin(), variable));
            }
        }
        return found;
    }

    /** All names with the definitions that win. */
    public SequencedMap<String, Definition> all() {
        SequencedMap<String, Definition> merged = new LinkedHashMap<>();
        for (Layer layer : layers) {
            layer.variables()
                    .values()
                    .forEach(v -> merged.put(v.name(), new Definition(layer.origin(), v)));
        }
        return merged;
    }

    /** All names with the values that win. */
    public SequencedMap<String, Value> values() {
        SequencedMap<String, Value> merged = new LinkedHashMap<>();
        for (Layer layer : layers) {
            layer.variables().values().forEach(v -> merged.put(v.name(), v.value()));
        }
        return merged;
    }
}
