package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;
import java.nio.file.Path;

/** The bytes of a file to be, told apart by where they are kept. */
public sealed interface Content {
    /** The SHA-256 of the bytes, 64 small hexadecimal digits: what a plan and a journal keep. */
    String sha256();

    /** The size in bytes. */
    long size();

    /**
     * A file on the machine that runs rappel; a plan names it and refuses to run when its hash has
     * changed.
     */
    record Local(Path file, String sha256, long size) implements Content {}

    /**
     * Text that the engine made, such as a rendered template.
     *
     * @param text a text, or a secret that holds one
     */
    record Inline(Value text, String sha256, long size) implements Content {}
}
