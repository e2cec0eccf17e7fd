package dev.rappel.engine.text;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every secret that has come to light in this process so far, so that any text can be masked before
 * it is shown or written. Safe for many threads.
 */
public final class Secrets {
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile Masker masker = new Masker(List.of());

    /** From now on this text is masked. */
    public void add(String secret) {
        if (known.add(secret)) {
            synchronized (this) {
                masker = new Masker(known);
            }
        }
    }

    public String mask(String text) {
        return masker.mask(text);
    }
}
