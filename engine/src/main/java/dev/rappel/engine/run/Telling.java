package dev.rappel.engine.run;

import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.Listener;

/** Hands events of many threads to one listener, one at a time. */
final class Telling {
    private final Listener listener;

    Telling(Listener listener) {
        this.listener = listener;
    }

    synchronized void tell(Event event) {
        listener.on(event);
    }
}
