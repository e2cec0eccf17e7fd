package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What the texts and expressions of a play may use, and where the values come from.
 *
 * <p>From the weakest to the strongest: the play's {@code defaults}, the inventory's variables, the
 * play's {@code vars}, those of {@code import_playbook}, {@code vars_files}, a task's own, what
 * tasks registered or set, and {@code -e}.
 */
public final class Names {
    private final Scope scope;
    private final Optional<Inventory> inventory;
    private final Vars.Layer defaults;
    private final List<Vars.Layer> play;
    private final Vars.Layer extra;
    private final Definitions definitions;
    private final Optional<Value> groups;

    Names(
            Scope scope,
            Optional<Inventory> inventory,
            Vars.Layer defaults,
            List<Vars.Layer> play,
            Vars.Layer extra,
            Definitions definitions) {
        this.scope = scope;
        this.inventory = inventory;
        this.defaults = defaults;
        this.play = List.copyOf(play);
        this.extra = extra;
        this.definitions = definitions;
        this.groups = inventory.map(Inventory::groupsValue);
    }

    /** Every name that any task of the play may use, with its type. */
    public Scope scope() {
        return scope;
    }

    /** A host's variables in layers, without those of tasks and {@code -e}. */
    public Vars vars(Host host) {
        Vars vars = inventory.map(i -> i.vars(host)).orElse(Vars.empty()).over(defaults);
        for (Vars.Layer layer : play) {
            vars = vars.with(layer);
        }
        return vars;
    }

    /** The variables of the play and of {@code -e} alone, which are the same on every host. */
    Vars common() {
        Vars vars = Vars.empty();
        for (Vars.Layer layer : play) {
            vars = vars.with(layer);
        }
        return vars.with(extra);
    }

    /**
     * What the names stand for on a host, for one task.
     *
     * @param task the task's own variables, the strongest last
     * @param seen what is known from earlier tasks and facts, and {@code item}; a name that it does
     *     not know is {@link Bindings.Absent} there
     */
    public Bindings bindings(Host host, List<Vars.Layer> task, Bindings seen) {
        Vars vars = vars(host);
        for (Vars.Layer layer : task) {
            vars = vars.with(layer);
        }
        return new HostBindings(vars, extra, groups, seen, definitions);
    }
}
