package dev.rappel.cli.progress;

import dev.rappel.lab.process.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/**
 * Progress on a terminal: the steps under way in a live area at the bottom, finished ones scrolling
 * above it.
 */
final class LiveProgress implements Progress, RunningStep.View {
    private final Terminal terminal;
    private final Display display;
    private final StepLine lines;
    private final LongSupplier nanoTime;
    private final List<RunningStep> running = new ArrayList<>();

    LiveProgress(Terminal terminal, StepLine lines, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Step start(String what) {
        RunningStep step = new RunningStep(this, what, nanoTime.getAsLong());
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
        List<String> shown = running.stream().limit(room).map(s -> s.running(lines, now)).toList();
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

    @Override
    public synchronized void ended(RunningStep step, @Nullable String outcome) {
        running.remove(step);
        show(List.of());
        terminal.writer().println(step.ended(lines, outcome, nanoTime.getAsLong()));
        terminal.flush();
        display.reset();
        draw();
    }
}
