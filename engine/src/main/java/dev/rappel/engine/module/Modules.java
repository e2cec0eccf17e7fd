package dev.rappel.engine.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** All modules that a playbook can name. */
public final class Modules {
    /** Ansible's full names for its own modules; the part after them is the name. */
    private static final List<String> ANSIBLE_PREFIXES =
            List.of("ansible.builtin.", "ansible.legacy.");

    private final SortedMap<String, ModuleSpec<?>> byName;
    private final SortedMap<String, ModuleSource> sources;

    private Modules(
            SortedMap<String, ModuleSpec<?>> byName, SortedMap<String, ModuleSource> sources) {
        this.byName = Collections.unmodifiableSortedMap(byName);
        this.sources = Collections.unmodifiableSortedMap(sources);
    }

    /** Every module on the class path. */
    public static Modules installed() {
        return from(ServiceLoader.load(ModuleSource.class));
    }

    /**
     * The modules of these sources.
     *
     * @throws IllegalStateException when two sources bring a module of the same name: an
     *     installation that is broken, not a mistake in a playbook
     */
    public static Modules from(Iterable<ModuleSource> sources) {
        SortedMap<String, ModuleSpec<?>> found = new TreeMap<>();
        SortedMap<String, ModuleSource> origin = new TreeMap<>();
        for (ModuleSource source : sources) {
            for (ModuleSpec<?> spec : source.specs()) {
                if (found.putIfAbsent(spec.name(), spec) != null) {
                    throw new IllegalStateException(
                            "module \""
                                    + spec.name()
                                    + "\" is brought by "
                                    + Objects.requireNonNull(origin.get(spec.name())).name()
                                    + " and again by "
                                    + source.name());
                }
                origin.put(spec.name(), source);
            }
        }
        return new Modules(found, origin);
    }

    /**
     * A module by its name or by Ansible's full name for it, such as {@code ansible.builtin.copy}.
     */
    public Optional<ModuleSpec<?>> find(String name) {
        return Optional.ofNullable(byName.get(plainName(name)));
    }

    /**
     * What the module of a spec does.
     *
     * @throws IllegalStateException when its source declares it and does not bring it
     */
    public Module<?, ?> module(ModuleSpec<?> spec) {
        ModuleSource source = sources.get(spec.name());
        return Optional.ofNullable(source)
                .flatMap(s -> s.module(spec.name()))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "module \"" + spec.name() + "\" is only declared"));
    }

    /** The name without Ansible's prefix for its own modules. */
    public static String plainName(String name) {
        for (String prefix : ANSIBLE_PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** In the order of their names. */
    public Collection<ModuleSpec<?>> all() {
        return byName.values();
    }

    public Collection<String> names() {
        return byName.keySet();
    }

    /** The facts of all modules, in the order of the modules' names. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        byName.values().forEach(spec -> facts.addAll(spec.facts()));
        return facts;
    }
}
