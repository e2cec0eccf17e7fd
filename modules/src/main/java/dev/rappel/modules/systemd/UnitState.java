package dev.rappel.modules.systemd;

import java.util.List;
import java.util.Map;

/**
 * A unit as a host has it.
 *
 * @param properties systemd's own, by systemd's names
 * @param differs whether what runs is not what is on disk
 * @param hidden whether we may not see what runs
 * @param files what its process is started from
 * @param dropIns those of the wanted ones that exist, with their texts
 * @param restarted whether this task restarted it
 */
public record UnitState(
        String unit,
        Map<String, String> properties,
        boolean differs,
        boolean hidden,
        List<String> files,
        Map<String, String> dropIns,
        boolean restarted) {
    public UnitState {
        properties = Map.copyOf(properties);
        files = List.copyOf(files);
        dropIns = Map.copyOf(dropIns);
    }

    String get(String property) {
        return properties.getOrDefault(property, "");
    }

    boolean active() {
        return List.of("active", "reloading", "refreshing").contains(get("ActiveState"));
    }

    /** It runs, or is about to, or is on its way down. */
    boolean alive() {
        return !List.of("inactive", "failed", "").contains(get("ActiveState"));
    }

    boolean known() {
        return get("LoadState").equals("loaded");
    }

    boolean enabled() {
        return List.of("enabled", "alias", "indirect", "generated").contains(get("UnitFileState"));
    }

    UnitState with(String property, String value) {
        Map<String, String> changed = new java.util.HashMap<>(properties);
        changed.put(property, value);
        return new UnitState(unit, changed, differs, hidden, files, dropIns, restarted);
    }

    UnitState differs(boolean now) {
        return new UnitState(unit, properties, now, hidden, files, dropIns, restarted);
    }

    UnitState dropIns(Map<String, String> now) {
        return new UnitState(unit, properties, differs, hidden, files, now, restarted);
    }
}
