package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same question to several, at the same time. */
public final class SideBySide {
    private SideBySide() {}

    /** One question. */
    @FunctionalInterface
    public interface Question<T, R> {
        R ask(T one) throws Failure, InterruptedException;
    }

    /**
     * The answers in the order of those who were asked.
     *
     * @throws Failure the first one's, in that order, after all have answered
     */
    public static <T, R> List<R> each(List<T> all, Question<T, R> question)
            throws Failure, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> asked = new ArrayList<>();
            for (T one : all) {
                asked.add(threads.submit(() -> question.ask(one)));
            }
            List<R> answers = new ArrayList<>();
            try {
                for (Future<R> future : asked) {
                    answers.add(future.get());
                }
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Failure failure -> throw failure;
                    case InterruptedException stop -> throw stop;
                    case RuntimeException bug -> throw bug;
                    case Error bug -> throw bug;
                    case null, default -> throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                asked.forEach(f -> f.cancel(true));
                throw e;
            }
            return answers;
        }
    }
}
