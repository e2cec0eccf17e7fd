package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of names on one host. A variable that is a template is filled when it is asked for.
 */
final class HostBindings implements Bindings {
    private final Vars vars;
    private final Vars.Layer extra;
    private final Optional<Value> groups;
    private final Bindings seen;
    private final Definitions definitions;
    private final Map<String, Bound> found = new HashMap<>();
    private final Set<String> asking = new HashSet<>();

    HostBindings(
            Vars vars,
            Vars.Layer extra,
            Optional<Value> groups,
            Bindings seen,
            Definitions definitions) {
        this.vars = vars;
        this.extra = extra;
        this.groups = groups;
        this.seen = seen;
        this.definitions = definitions;
    }

    @Override
    public Bound find(String name) {
        Bound known = found.get(name);
        if (known != null) {
            return known;
        }
        if (!asking.add(name)) {
            // A circle of variables; it has been reported where they are defined.
            return new Unknown();
        }
        Bound answer = look(name);
        asking.remove(name);
        found.put(name, answer);
        return answer;
    }

    private Bound look(String name) {
        Variable given = extra.variables().get(name);
        if (given != null) {
            return value(given);
        }
        Bound earlier = seen.find(name);
        if (!(earlier instanceof Absent)) {
            return earlier;
        }
        Optional<Vars.Definition> definition = vars.find(name);
        if (definition.isPresent()) {
            return value(definition.get().variable());
        }
        return name.equals(BuiltIn.GROUPS) && groups.isPresent()
                ? new Known(groups.get())
                : new Absent();
    }

    private Bound value(Variable variable) {
        return switch (definitions.value(variable, this)) {
            case Outcome.Known(var value) -> new Known(value);
            case Outcome.Unknown _, Outcome.Failed _ -> new Unknown();
        };
    }
}
