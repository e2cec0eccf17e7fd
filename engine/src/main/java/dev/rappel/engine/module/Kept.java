package dev.rappel.engine.module;

import dev.rappel.engine.text.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Things that work through the connection to a host and are worth keeping as long as it lives, such
 * as a connection to a service there that takes long to open. A module may find nothing kept at any
 * time, and makes it anew. Safe for many threads.
 */
public final class Kept implements AutoCloseable {
    /** Makes what is not kept yet. */
    @FunctionalInterface
    public interface Making<T extends AutoCloseable> {
        T make() throws Failure, InterruptedException;
    }

    private record Thing(Object of, AutoCloseable thing) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Thing> things = new HashMap<>();

    /**
     * The thing of this name; made when there is none, or when the one there was made of something
     * else or works no longer, which ends it.
     *
     * @param of what it is made of: as long as this is equal, it is still the right one
     * @param works whether it is still of use; asked each time, so without a round trip
     */
    public <T extends AutoCloseable> T get(
            Object name, Object of, Class<T> type, Predicate<T> works, Making<T> making)
            throws Failure, InterruptedException {
        lock.lockInterruptibly();
        try {
            Thing there = things.get(name);
            if (there != null && there.of().equals(of)) {
                T thing = type.cast(there.thing());
                if (works.test(thing)) {
                    return thing;
                }
            }
            if (there != null) {
                things.remove(name);
                end(there);
            }
            T made = making.make();
            things.put(name, new Thing(of, made));
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all of them; what is asked for later is made anew. */
    @Override
    public void close() {
        lock.lock();
        try {
            List.copyOf(things.values()).forEach(Kept::end);
            things.clear();
        } finally {
            lock.unlock();
        }
    }

    private static void end(Thing thing) {
        try {
            thing.thing().close();
        } catch (Exception alreadyGone) {
            // It ends with the connection that it went through.
        }
    }
}
