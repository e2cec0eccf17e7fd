package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that waits for a socket, on a thread of the operating system's. Where a virtual thread waits
 * for one, Java keeps a thread in the kernel from then on, and a process that has such a thread
 * takes a third of a second longer to end: more than all else that a short command does at its end.
 */
final class OwnThread {
    private OwnThread() {}

    /** What is to be done; ends soon after its thread is interrupted. */
    interface Work {
        void run() throws Failure, InterruptedException;
    }

    /** Starts something and does not wait for it. */
    static Thread start(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    /** Waits until it is done; an interruption is passed on to it, and not waited for. */
    static void run(String name, Work work) throws Failure, InterruptedException {
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    work.run();
                    return true;
                });
        Thread thread = start(name, task);
        try {
            boolean _ = task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Failure failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException broken -> throw broken;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
