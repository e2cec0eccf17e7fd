package dev.rappel.cli;

import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.EventText;
import dev.rappel.engine.report.Listener;
import dev.rappel.engine.report.Paper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * A run on a terminal: what has happened scrolls above, and a few lines below tell what is under
 * way, what is waited for, and what goes on beside the run.
 */
final class LiveView implements Listener, AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int MOST_LINES = 12;

    /** A turn under way. */
    private static final class Under {
        private final long since = System.nanoTime();
        private String says = "";
    }

    private final Terminal terminal;
    private final Display display;
    private final EventText text;
    private final Paper paper;
    private final Supplier<Map<String, String>> beside;
    private final SequencedMap<Event.Spot, Under> running = new LinkedHashMap<>();
    private final Thread ticker;
    private boolean still;

    private LiveView(
            Terminal terminal, Paper paper, boolean all, Supplier<Map<String, String>> beside) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.text = new EventText(paper, all);
        this.paper = paper;
        this.beside = beside;
        this.ticker = Thread.ofVirtual().name("live view").start(this::tickUntilInterrupted);
    }

    /**
     * One on standard output; empty where that is no terminal that can be drawn on.
     *
     * @param beside a line for each thing that goes on beside the run, by its name
     */
    static Optional<LiveView> open(Paper paper, boolean all, Supplier<Map<String, String>> beside) {
        if (Asking.terminal().isEmpty() || Looks.isDumb()) {
            return Optional.empty();
        }
        try {
            // Ctrl-C keeps its meaning: the command's own hook ends the run at a safe point.
            Terminal terminal =
                    TerminalBuilder.builder()
                            .system(true)
                            .dumb(false)
                            .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                            .nativeSignals(false)
                            .build();
            return Optional.of(new LiveView(terminal, paper, all, beside));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void on(Event event) {
        switch (event) {
            case Event.TaskStarted(var _, Event.Spot spot) -> running.put(spot, new Under());
            case Event.Says(var _, Event.Spot spot, String what) ->
                    running.computeIfAbsent(spot, _ -> new Under()).says = what;
            case Event.ActStarted(var _, Event.Spot spot, int _, var act) ->
                    running.computeIfAbsent(spot, _ -> new Under()).says =
                            act.subject() + "  " + act.description();
            case Event.TaskEnded e -> running.remove(e.spot());
            case Event.TaskFailed e -> running.remove(e.spot());
            case Event.RunEnded _ -> running.clear();
            default -> {}
        }
        List<String> lines = text.lines(event);
        if (!lines.isEmpty()) {
            show(List.of());
            lines.forEach(terminal.writer()::println);
            terminal.flush();
            display.reset();
        }
        draw();
    }

    private void draw() {
        if (still) {
            return;
        }
        List<String> lines = new ArrayList<>();
        long now = System.nanoTime();
        int room = Math.max(1, Math.min(MOST_LINES, terminal.getSize().getRows() - 3));
        running.forEach((spot, under) -> {
            if (lines.size() < room) {
                lines.add(
                        paper.text(" ▸ ")
                                + paper.line(
                                        spot.host()
                                                + "  "
                                                + spot.title()
                                                + (under.says.isEmpty() ? "" : ": " + under.says))
                                + "  "
                                + Paper.time(Duration.ofNanos(now - under.since)));
            }
        });
        if (running.size() > room) {
            lines.add(paper.text("   … and " + (running.size() - room) + " more"));
        }
        beside.get().forEach((name, line) -> lines.add("   " + paper.line(name + "  " + line)));
        show(lines);
    }

    private void show(List<String> lines) {
        Size size =
                Size.of(
                        Math.max(20, terminal.getSize().getColumns()),
                        Math.max(2, terminal.getSize().getRows()));
        display.resize(size);
        display.update(
                lines.stream()
                        .map(l ->
                                new AttributedString(l).columnSubSequence(0, size.getColumns() - 1))
                        .toList(),
                0);
        terminal.flush();
    }

    private synchronized void tick() {
        if (!running.isEmpty()) {
            draw();
        }
    }

    private void tickUntilInterrupted() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes room for something else until {@link #resume}. */
    synchronized void pause() {
        show(List.of());
        still = true;
    }

    synchronized void resume() {
        still = false;
        display.reset();
        draw();
    }

    /** Clears the live lines; what has happened stays on the screen. */
    @Override
    public void close() {
        ticker.interrupt();
        synchronized (this) {
            still = true;
            show(List.of());
        }
        try {
            terminal.close();
        } catch (IOException e) {
            // Nothing of ours is lost: the lines are on the screen already.
            return;
        }
    }
}
