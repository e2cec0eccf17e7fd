package dev.rappel.cli;

import dev.rappel.engine.run.Ask;
import java.io.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks in the middle of a run; the live lines make room for the question. */
final class TerminalAsk implements Ask {
    private final Console console;
    private final Optional<LiveView> live;

    TerminalAsk(Console console, Optional<LiveView> live) {
        this.console = console;
        this.live = live;
    }

    @Override
    public boolean somebody() {
        return true;
    }

    @Override
    public Optional<String> answer(String question, Optional<Duration> deadline)
            throws InterruptedException {
        live.ifPresent(LiveView::pause);
        try {
            CompletableFuture<String> typed = new CompletableFuture<>();
            // A line that is never typed must not keep the process alive.
            Thread.ofPlatform()
                    .daemon()
                    .name("answer")
                    .start(() -> {
                        String line = console.readLine("%s ", question);
                        typed.complete(line == null ? "" : line);
                    });
            return Optional.of(
                    deadline.isEmpty()
                            ? typed.get()
                            : typed.get(deadline.get().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            live.ifPresent(LiveView::resume);
        }
    }
}
