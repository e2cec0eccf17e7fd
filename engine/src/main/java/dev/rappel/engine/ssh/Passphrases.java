package dev.rappel.engine.ssh;

import java.nio.file.Path;
import java.util.Optional;

/** Where the passphrases of private keys come from: a person at a terminal, mostly. */
@FunctionalInterface
public interface Passphrases {
    /** Nobody can be asked. */
    Passphrases NONE = (key, again) -> Optional.empty();

    /**
     * The passphrase of a key; asked once per run for each key, again where it was wrong.
     *
     * @param again whether the one given before was wrong
     * @return empty when there is none to be had
     */
    Optional<char[]> ask(Path key, boolean again) throws InterruptedException;
}
