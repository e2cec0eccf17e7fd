package dev.rappel.cli.progress;

import dev.rappel.lab.process.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress where there is no terminal: a line when a step has taken longer than a second, another
 * one every ten seconds while it goes on, and one when it ends. Quick steps leave no line.
 */
final class PlainProgress implements Progress {
    private static final long WORTH_A_LINE = Duration.ofSeconds(1).toNanos();
    private static final long REMINDER = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final StepLine lines;
    private final LongSupplier nanoTime;
    private final List<Running> running = new ArrayList<>();

    PlainProgress(PrintWriter out, StepLine lines, LongSupplier nanoTime) {
        this.out = out;
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Step start(String what) {
        Running step = new Running(what, nanoTime.getAsLong());
        running.add(step);
        return step;
    }

    /** Prints what is due by now; called from a timer about twice a second. */
    synchronized void tick() {
        long now = nanoTime.getAsLong();
        for (Running step : running) {
            long since =
                    step.lastLine == null ? step.started + WORTH_A_LINE : step.lastLine + REMINDER;
            if (now >= since) {
                step.lastLine = now;
                print(lines.running(step.what, step.detail, now - step.started));
            }
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    private final class Running implements Step {
        private final String what;
        private final long started;
        private String detail = "";
        private @Nullable Long lastLine;
        private boolean ended;

        Running(String what, long started) {
            this.what = what;
            this.started = started;
        }

        @Override
        public void now(String text) {
            synchronized (PlainProgress.this) {
                detail = text;
            }
        }

        @Override
        public void done() {
            done("");
        }

        @Override
        public void done(String outcome) {
            end(elapsed -> lines.done(what, outcome, elapsed), false);
        }

        @Override
        public void close() {
            end(elapsed -> lines.failed(what, elapsed), true);
        }

        private void end(LongFunction<String> line, boolean always) {
            synchronized (PlainProgress.this) {
                if (ended) {
                    return;
                }
                ended = true;
                running.remove(this);
                long elapsed = nanoTime.getAsLong() - started;
                if (always || lastLine != null || elapsed >= WORTH_A_LINE) {
                    print(line.apply(elapsed));
                }
            }
        }
    }
}
