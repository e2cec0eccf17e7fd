package dev.rappel.engine.run;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A change of which at least one act was begun. */
final class Begun {
    private final Event.Spot spot;
    private final String on;
    private final Rights rights;
    private final Module<?, ?> module;
    private final Undo undo;
    private final Looking looking;
    private final List<Act> acts = new ArrayList<>();
    private volatile boolean failedItself;
    private volatile boolean lost;

    /** Looks again whether a host is as it was before the change. */
    @FunctionalInterface
    interface Looking {
        /** How it differs; empty when it is as it was. */
        Optional<String> differs() throws Failure, InterruptedException;
    }

    /**
     * @param on the host on which it was begun
     */
    Begun(
            Event.Spot spot,
            String on,
            Rights rights,
            Module<?, ?> module,
            Undo undo,
            Looking looking) {
        this.spot = spot;
        this.on = on;
        this.rights = rights;
        this.module = module;
        this.undo = undo;
        this.looking = looking;
    }

    Event.Spot spot() {
        return spot;
    }

    String on() {
        return on;
    }

    Rights rights() {
        return rights;
    }

    Module<?, ?> module() {
        return module;
    }

    Undo undo() {
        return undo;
    }

    Looking looking() {
        return looking;
    }

    /** It was begun, and it is known that it did not succeed: the run stops because of it. */
    void failedItself() {
        failedItself = true;
    }

    boolean hasFailedItself() {
        return failedItself;
    }

    /** The host went away in its middle: nobody knows how far it came. */
    void lost() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** What was begun, in a line. */
    String line() {
        return "\""
                + spot.title()
                + "\""
                + acts().stream()
                        .map(a -> (a.subject() + "  " + a.description()).strip())
                        .distinct()
                        .collect(Collectors.joining("; ", ": ", ""))
                + (lost ? " (perhaps done in part, perhaps still running)" : "");
    }

    synchronized void add(Act act) {
        acts.add(act);
    }

    synchronized List<Act> acts() {
        return List.copyOf(acts);
    }
}
