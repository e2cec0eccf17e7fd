package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;

/** The smallest thing done to a host, as data. */
public sealed interface Step {
    /** A script that must end with status 0. */
    record Run(Script script) implements Step {}

    /** A file put in place. */
    record Put(Upload upload) implements Step {}

    /**
     * Something only the module knows how to do, such as a call to the service's own interface.
     *
     * @param verb a word of the module's own
     * @param with all that is needed to do it, or to do it again after a crash
     */
    record Own(String verb, Value.Fields with) implements Step {}
}
