package dev.rappel.engine.report;

/**
 * Hears what happens, from many threads, one event at a time, in the order in which it happened.
 */
@FunctionalInterface
public interface Listener {
    void on(Event event);
}
