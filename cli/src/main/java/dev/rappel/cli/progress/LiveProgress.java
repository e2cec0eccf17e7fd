package dev.rappel.cli.progress;

import dev.rappel.lab.process.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * Progress on a terminal: the steps under way in a live area at the bottom, finished ones scrolling
 * above it.
 */
final class LiveProgress implements Progress {
    private final Terminal terminal;
    private final Display display;
    private final StepLine lines;
    private final LongSupplier nanoTime;
    private final List<Running> running = new ArrayList<>();

    LiveProgress(Terminal terminal, StepLine lines, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Step start(String what) {
        Running step = new Running(what, nanoTime.getAsLong());
        running.add(step);
        draw();
        return step;
    }

    /** Draws the live area anew; called from a timer. */
    synchronized void tick() {
        if (!running.isEmpty()) {
            draw();
        }
    }

    /** Removes the live area, so that other output can follow. */
    synchronized void clear() {
        show(List.of());
    }

    private void draw() {
        long now = nanoTime.getAsLong();
        int room = Math.max(1, terminal.getSize().getRows() - 2);
        List<String> shown =
                running.stream()
                        .limit(room)
                        .map(s -> lines.running(s.what, s.detail, now - s.started))
                        .toList();
        show(shown);
    }

    private void show(List<String> shown) {
        Size size =
                Size.of(
                        Math.max(20, terminal.getSize().getColumns()),
                        Math.max(2, terminal.getSize().getRows()));
        display.resize(size);
        display.update(
                shown.stream()
                        .map(line ->
                                new AttributedString(line)
                                        .columnSubSequence(0, size.getColumns() - 1))
                        .toList(),
                0);
        terminal.flush();
    }

    private void finish(Running step, LongFunction<String> line) {
        running.remove(step);
        show(List.of());
        terminal.writer().println(line.apply(nanoTime.getAsLong() - step.started));
        terminal.flush();
        display.reset();
        draw();
    }

    private final class Running implements Step {
        private final String what;
        private final long started;
        private String detail = "";
        private boolean ended;

        Running(String what, long started) {
            this.what = what;
            this.started = started;
        }

        @Override
        public void now(String text) {
            synchronized (LiveProgress.this) {
                detail = text;
            }
        }

        @Override
        public void done() {
            done("");
        }

        @Override
        public void done(String outcome) {
            end(elapsed -> lines.done(what, outcome, elapsed));
        }

        @Override
        public void close() {
            end(elapsed -> lines.failed(what, elapsed));
        }

        private void end(LongFunction<String> line) {
            synchronized (LiveProgress.this) {
                if (!ended) {
                    ended = true;
                    finish(this, line);
                }
            }
        }
    }
}
