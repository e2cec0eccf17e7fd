package dev.rappel.modules.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A talk over a connection that ends in time, also where the other side says nothing. */
final class Bounded {
    private Bounded() {}

    /**
     * Talks, and closes the connection afterwards.
     *
     * @throws SocketTimeoutException when it took longer; the connection is closed then
     */
    static <T> T talk(ByteChannel channel, Duration time, Callable<T> talk)
            throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(talk);
        Thread thread = Thread.ofVirtual().start(task);
        try (channel) {
            return task.get(Math.max(1, time.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            SocketTimeoutException late =
                    new SocketTimeoutException("no answer within " + time.toMillis() + " ms");
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        } finally {
            // Reading from a closed connection ends by itself; a thread that computes does not.
            thread.interrupt();
        }
    }
}
