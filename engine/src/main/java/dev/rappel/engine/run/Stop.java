package dev.rappel.engine.run;

import dev.rappel.engine.text.Failure;
import java.util.HashSet;
import java.util.Set;

/**
 * The wish to stop. Looking and waiting end at once; a change to a host is never broken off in its
 * middle, the run just begins nothing after it.
 */
final class Stop {
    private final Set<Thread> patient = new HashSet<>();
    private boolean wished;

    /** Something that may be broken off at any moment. */
    @FunctionalInterface
    interface Wait<T> {
        T end() throws Failure, InterruptedException;
    }

    synchronized void wish() {
        wished = true;
        patient.forEach(Thread::interrupt);
    }

    synchronized boolean wished() {
        return wished;
    }

    /** Before anything new is begun. */
    void check() throws InterruptedException {
        if (wished()) {
            throw new InterruptedException("stopped on request");
        }
    }

    <T> T breakable(Wait<T> wait) throws Failure, InterruptedException {
        synchronized (this) {
            check();
            patient.add(Thread.currentThread());
        }
        try {
            T end = wait.end();
            check();
            return end;
        } finally {
            synchronized (this) {
                patient.remove(Thread.currentThread());
                // A late interrupt must not break the writing of the journal or the way back.
                Thread.interrupted();
            }
        }
    }
}
