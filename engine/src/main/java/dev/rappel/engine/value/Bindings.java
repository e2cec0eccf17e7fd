package dev.rappel.engine.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the names of a {@link Scope} stand for on one host at one moment. A name can be there
 * without a value: while a plan is made, some things are known only after a task has run.
 */
@FunctionalInterface
public interface Bindings {
    Bound find(String name);

    /** What is known of one name. */
    sealed interface Bound {}

    record Known(Value value) implements Bound {}

    /** Will have a value, but not before something has been done. */
    record Unknown() implements Bound {}

    /** Nothing was ever given for this name. */
    record Absent() implements Bound {}

    static Bindings of(Map<String, ? extends Value> values) {
        Map<String, Bound> bounds = new LinkedHashMap<>();
        values.forEach((name, value) -> bounds.put(name, new Known(value)));
        return name -> bounds.getOrDefault(name, new Absent());
    }

    /** These bindings, in which one name has a (new) value. */
    default Bindings with(String name, Value value) {
        Bound known = new Known(value);
        return asked -> asked.equals(name) ? known : find(asked);
    }

    /** These bindings, in which the given names cannot be known yet. */
    default Bindings withUnknown(Set<String> names) {
        Set<String> later = Set.copyOf(names);
        return asked -> later.contains(asked) ? new Unknown() : find(asked);
    }
}
