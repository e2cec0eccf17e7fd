package dev.rappel.engine.module;

import java.util.List;
import java.util.Optional;

/**
 * Where modules come from: found with {@link java.util.ServiceLoader}, one for each jar or folder
 * that brings some.
 */
public interface ModuleSource {
    /** Said in messages, such as {@code rappel's own modules}. */
    String name();

    /** What the modules declare about themselves, in any order. */
    List<ModuleSpec<?>> specs();

    /** The module of one of these specs; made only when a task uses it. */
    default Optional<Module<?, ?>> module(String name) {
        return Optional.empty();
    }
}
