package dev.rappel.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.SideBySide;
import dev.rappel.engine.plan.World;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.roll.Order;
import java.util.function.Consumer;

/** What all parts of one run share. */
record Scene(
        RunSettings settings,
        Inventory inventory,
        Calls calls,
        Reach reach,
        World world,
        Order order,
        SideBySide hosts,
        Journal journal,
        Telling telling,
        Stop stop,
        Besides besides,
        HostBook book) {

    Time time() {
        return settings.time();
    }

    Host host(String name) {
        return inventory.host(name).orElseThrow(() -> new IllegalStateException("no host " + name));
    }

    void tell(Event event) {
        telling.tell(event);
    }

    /** A journal line's fields for a spot, and more. */
    static Consumer<ObjectNode> at(Event.Spot spot, Consumer<ObjectNode> more) {
        return line -> {
            line.put("play", spot.play()).put("task", spot.task()).put("turn", spot.turn());
            line.put("host", spot.host());
            more.accept(line);
        };
    }
}
