package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Limit;
import dev.rappel.engine.inventory.Origin;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.module.Modules;
import java.util.List;
import java.util.Optional;

/**
 * What a playbook is read against.
 *
 * @param inventory without one, only the playbook's own variables are known, and no host is
 * @param limit which of a play's hosts take part; empty for all
 * @param extra what {@code -e} gives, the later winning
 * @param tags which tasks take part
 */
public record Request(
        Modules modules,
        Optional<Inventory> inventory,
        Optional<Limit> limit,
        List<Variable> extra,
        TagSelection tags) {
    public Request {
        extra = List.copyOf(extra);
    }

    /** Nothing but the modules. */
    public static Request of(Modules modules) {
        return new Request(
                modules, Optional.empty(), Optional.empty(), List.of(), TagSelection.ALL);
    }

    public Request with(Inventory some) {
        return new Request(modules, Optional.of(some), limit, extra, tags);
    }

    public Request with(TagSelection some) {
        return new Request(modules, inventory, limit, extra, some);
    }

    public Request with(List<Variable> some) {
        return new Request(modules, inventory, limit, some, tags);
    }

    Vars.Layer extraLayer() {
        return Vars.Layer.of(new Origin(Origin.Kind.EXTRA, ""), extra);
    }
}
