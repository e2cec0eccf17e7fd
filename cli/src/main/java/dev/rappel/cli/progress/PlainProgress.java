package dev.rappel.cli.progress;

import dev.rappel.lab.process.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress where there is no terminal: a line when a step has taken longer than a second, another
 * one every ten seconds while it goes on, and one when it ends. Quick steps leave no line.
 */
final class PlainProgress implements Progress, RunningStep.View {
    private static final long WORTH_A_LINE = Duration.ofSeconds(1).toNanos();
    private static final long REMINDER = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final StepLine lines;
    private final LongSupplier nanoTime;

    /** Each with the time of its last line, or none yet. */
    private final Map<RunningStep, Optional<Long>> running = new LinkedHashMap<>();

    PlainProgress(PrintWriter out, StepLine lines, LongSupplier nanoTime) {
        this.out = out;
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Step start(String what) {
        RunningStep step = new RunningStep(this, what, nanoTime.getAsLong());
        running.put(step, Optional.empty());
        return step;
    }

    /** Prints what is due by now; called from a timer about twice a second. */
    synchronized void tick() {
        long now = nanoTime.getAsLong();
        running.replaceAll((step, lastLine) -> {
            long due = lastLine.map(at -> at + REMINDER).orElse(step.started + WORTH_A_LINE);
            if (now < due) {
                return lastLine;
            }
            print(step.running(lines, now));
            return Optional.of(now);
        });
    }

    @Override
    public synchronized void ended(RunningStep step, @Nullable String outcome) {
        boolean announced = running.getOrDefault(step, Optional.empty()).isPresent();
        running.remove(step);
        long now = nanoTime.getAsLong();
        if (outcome == null || announced || now - step.started >= WORTH_A_LINE) {
            print(step.ended(lines, outcome, now));
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
