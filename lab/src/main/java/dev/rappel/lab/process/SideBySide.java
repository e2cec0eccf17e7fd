package dev.rappel.lab.process;

import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Independent pieces of work done at the same time. The first one that fails interrupts the others;
 * nothing is still running when it returns.
 */
public final class SideBySide {
    private SideBySide() {}

    /** One piece of work. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws Failure, InterruptedException;
    }

    /**
     * Does all of it and gives back the results in the order of the work.
     *
     * @throws Failure the first that came
     * @throws InterruptedException when this thread is interrupted; the work has been interrupted
     *     too and has ended
     */
    public static <T> List<T> run(Collection<? extends Work<T>> work)
            throws Failure, InterruptedException {
        // Closing the executor waits for what was interrupted, so that its cleaning up is done too.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<T> ended = new ExecutorCompletionService<>(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (Work<T> piece : work) {
                futures.add(ended.submit(piece::run));
            }
            try {
                for (int i = 0; i < futures.size(); i++) {
                    result(ended.take());
                }
                List<T> results = new ArrayList<>();
                for (Future<T> future : futures) {
                    results.add(result(future));
                }
                return results;
            } finally {
                futures.forEach(future -> future.cancel(true));
            }
        }
    }

    private static <T> T result(Future<T> future) throws Failure, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Failure failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
