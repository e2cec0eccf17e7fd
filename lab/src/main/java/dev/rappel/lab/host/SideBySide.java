package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work on several things at once. */
final class SideBySide {
    private SideBySide() {}

    interface Work<T> {
        void on(T one) throws Failure, InterruptedException;
    }

    /**
     * Does the work on each and returns when all is done. The first failure interrupts the others,
     * and is thrown once they have ended.
     */
    static <T> void each(List<T> all, Work<T> work) throws Failure, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<T>(threads);
            List<Future<T>> running = new ArrayList<>();
            for (T one : all) {
                running.add(
                        done.submit(() -> {
                            work.on(one);
                            return one;
                        }));
            }
            try {
                for (int i = 0; i < all.size(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Failure failure -> throw failure;
                    case InterruptedException ended -> throw ended;
                    case RuntimeException bug -> throw bug;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            } finally {
                running.forEach(future -> future.cancel(true));
            }
        }
    }
}
