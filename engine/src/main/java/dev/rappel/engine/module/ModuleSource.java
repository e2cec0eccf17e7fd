package dev.rappel.engine.module;

import java.util.List;

/**
 * Where modules come from: found with {@link java.util.ServiceLoader}, one for each jar or folder
 * that brings some.
 */
public interface ModuleSource {
    /** Said in messages, such as {@code rappel's own modules}. */
    String name();

    /** What the modules declare about themselves, in any order. */
    List<ModuleSpec<?>> specs();
}
