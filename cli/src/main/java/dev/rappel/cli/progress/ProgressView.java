package dev.rappel.cli.progress;

import dev.rappel.lab.process.Progress;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The progress of one command, on standard error; chosen by what standard error is. Close it before
 * the result.
 */
public final class ProgressView implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Progress progress;
    private final Thread ticker;
    private final Runnable last;

    private ProgressView(Progress progress, Runnable tick, Runnable last) {
        this.progress = progress;
        this.last = last;
        this.ticker = Thread.ofVirtual().name("progress").start(() -> tickUntilInterrupted(tick));
    }

    public static ProgressView open(PrintWriter err) {
        Optional<Terminal> terminal = terminal();
        if (terminal.isPresent()) {
            Terminal screen = terminal.get();
            LiveProgress live =
                    new LiveProgress(screen, StepLine.in(screen.encoding()), System::nanoTime);
            return new ProgressView(
                    live,
                    live::tick,
                    () -> {
                        live.clear();
                        close(screen);
                    });
        }
        PlainProgress plain =
                new PlainProgress(err, StepLine.in(System.err.charset()), System::nanoTime);
        return new ProgressView(plain, plain::tick, () -> {});
    }

    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        ticker.interrupt();
        try {
            ticker.join(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last.run();
    }

    private static Optional<Terminal> terminal() {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Optional.empty();
        }
        try {
            // Ctrl-C keeps its meaning: the JVM's own shutdown hooks clean up.
            return Optional.of(
                    TerminalBuilder.builder()
                            .system(true)
                            .dumb(false)
                            .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                            .nativeSignals(false)
                            .build());
        } catch (IOException | IllegalStateException e) {
            // Standard error goes to a file, or this terminal is none that can be drawn on.
            return Optional.empty();
        }
    }

    private static void close(Terminal terminal) {
        try {
            terminal.close();
        } catch (IOException e) {
            // Nothing of ours is lost: the lines are on the screen already.
            return;
        }
    }

    private static void tickUntilInterrupted(Runnable tick) {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
