package dev.rappel.lab.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Which key a writer writes next: mostly a fresh one, at each fifth step one of its newest again. A
 * key that has left the window of the newest is never touched again and stays as it is.
 */
final class KeySchedule {
    /** How many of a writer's newest keys may be overwritten. */
    static final int WINDOW = 32;

    private static final int OVERWRITE_EACH = 5;

    private final String prefix;
    private final int maxKeys;
    private final RandomGenerator random;
    private final List<String> window = new ArrayList<>();
    private int fresh;
    private long step;

    KeySchedule(String prefix, int maxKeys, RandomGenerator random) {
        this.prefix = prefix;
        this.maxKeys = maxKeys;
        this.random = random;
    }

    /** One write: the key and its sequence, which rises with each write of this writer. */
    record Write(String key, long sequence) {}

    Write next() {
        step++;
        boolean again = step % OVERWRITE_EACH == 0 || fresh >= maxKeys;
        if (again && !window.isEmpty()) {
            return new Write(window.get(random.nextInt(window.size())), step);
        }
        // Past the limit with every key closed, a fresh one is all that is left.
        String key = prefix + String.format(Locale.ROOT, "%08d", fresh++);
        window.add(key);
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
        return new Write(key, step);
    }

    /** The key has an attempt without an answer and must not be written again. */
    void close(String key) {
        window.remove(key);
    }
}
