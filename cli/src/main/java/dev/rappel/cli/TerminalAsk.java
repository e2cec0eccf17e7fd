package dev.rappel.cli;

import dev.rappel.engine.run.Ask;
import java.io.Console;
import java.time.Duration;
import java.util.Optional;

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
            Typed<String> line = Typed.of(() -> console.readLine("%s ", question));
            return deadline.isPresent() && !line.isThere(deadline.get())
                    ? Optional.empty()
                    : Optional.of(line.get().orElse(""));
        } finally {
            live.ifPresent(LiveView::resume);
        }
    }
}
