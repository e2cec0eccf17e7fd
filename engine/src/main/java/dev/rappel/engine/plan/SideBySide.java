package dev.rappel.engine.plan;

import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Does the same for many hosts, a bounded number of them at a time. They are begun in their order,
 * so that with one at a time two runs do the same in the same order.
 */
public final class SideBySide {
    private final Semaphore places;

    /**
     * @param forks how many at a time, at least one
     */
    public SideBySide(int forks) {
        this.places = new Semaphore(Math.max(1, forks));
    }

    /** What is done for one of them. */
    @FunctionalInterface
    public interface Work<T, R> {
        R of(T one) throws Failure, InterruptedException;
    }

    /**
     * The results, in the order of what they were made of.
     *
     * @throws Failure the first one in that order, after all have ended
     */
    public <T, R> List<R> map(List<T> all, Work<T, R> work) throws Failure, InterruptedException {
        if (all.size() == 1) {
            return List.of(work.of(all.getFirst()));
        }
        List<R> results = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            try {
                for (T one : all) {
                    places.acquire();
                    futures.add(
                            threads.submit(() -> {
                                try {
                                    return work.of(one);
                                } finally {
                                    places.release();
                                }
                            }));
                }
                for (Future<R> future : futures) {
                    result(future, results, failures);
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return results;
    }

    private static <R> void result(Future<R> future, List<R> results, List<Failure> failures)
            throws InterruptedException {
        try {
            results.add(future.get());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Failure failure -> failures.add(failure);
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException unforeseen -> throw unforeseen;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
