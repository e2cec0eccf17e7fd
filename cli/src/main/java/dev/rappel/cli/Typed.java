package dev.rappel.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a person types. It is read by a thread of its own, because reading from a terminal cannot be
 * interrupted, and a line that is never typed must not keep the process alive.
 */
final class Typed<T> {
    private final CompletableFuture<Optional<T>> typed = new CompletableFuture<>();

    private Typed() {}

    /**
     * @param reading reads; null at the end of the input
     */
    static <T> Typed<T> of(Supplier<@Nullable T> reading) {
        Typed<T> made = new Typed<>();
        Thread.ofPlatform()
                .daemon()
                .name("answer")
                .start(() -> {
                    try {
                        made.typed.complete(Optional.ofNullable(reading.get()));
                    } catch (RuntimeException | Error broken) {
                        made.typed.completeExceptionally(broken);
                    }
                });
        return made;
    }

    /** What was typed; empty at the end of the input. */
    Optional<T> get() throws InterruptedException {
        try {
            return typed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Whether it is there in time. */
    boolean isThere(Duration deadline) throws InterruptedException {
        try {
            return typed.get(deadline.toMillis(), TimeUnit.MILLISECONDS) != null;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
