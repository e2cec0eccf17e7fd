package dev.rappel.engine.plan;

import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tasks have brought to light on each host so far: registered results, facts, variables that
 * were set. Safe for many threads.
 */
public final class World {
    private final Map<String, Map<String, Bindings.Bound>> hosts = new ConcurrentHashMap<>();

    /** What is known on a host, as it stands whenever it is asked. */
    public Bindings seen(String host) {
        Map<String, Bindings.Bound> known = of(host);
        return name -> known.getOrDefault(name, new Bindings.Absent());
    }

    public void put(String host, String name, Value value) {
        of(host).put(name, new Bindings.Known(value));
    }

    /** The name gets a value on this host, but not before something has been done. */
    public void later(String host, String name) {
        of(host).put(name, new Bindings.Unknown());
    }

    private Map<String, Bindings.Bound> of(String host) {
        return hosts.computeIfAbsent(host, _ -> new ConcurrentHashMap<>());
    }
}
