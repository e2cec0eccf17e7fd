package dev.rappel.lab.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The calls of one thread that have not been answered yet. */
final class OpenCalls {
    private static final int MOST = 64;

    private final Semaphore room = new Semaphore(MOST);
    private final Duration patience;
    private final Duration longestWait;

    /**
     * @param patience how long {@link #send} waits for the answer
     * @param longestWait when a call that should have ended by its deadline is given up
     */
    OpenCalls(Duration patience, Duration longestWait) {
        this.patience = patience;
        this.longestWait = longestWait;
    }

    /** How far a call has come. */
    enum State {
        ANSWERED,
        FAILED,
        OPEN,
    }

    /**
     * Hands over the answer or the error, now or, when the patience is over, from another thread
     * later; never both.
     */
    <A> State send(CompletableFuture<A> call, Consumer<A> onAnswer, Consumer<Throwable> onError)
            throws InterruptedException {
        room.acquire();
        CompletableFuture<State> handled =
                call.orTimeout(longestWait.toNanos(), TimeUnit.NANOSECONDS)
                        .handle((answer, thrown) -> {
                            try {
                                if (thrown == null) {
                                    onAnswer.accept(answer);
                                    return State.ANSWERED;
                                }
                                onError.accept(thrown);
                                return State.FAILED;
                            } finally {
                                room.release();
                            }
                        });
        try {
            return handled.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return State.OPEN;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer could not be taken in", e.getCause());
        }
    }

    /** Waits until every call has ended; each does, by its deadline. */
    void await() throws InterruptedException {
        room.acquire(MOST);
        room.release(MOST);
    }
}
