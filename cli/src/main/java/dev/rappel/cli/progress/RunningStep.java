package dev.rappel.cli.progress;

import dev.rappel.lab.process.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A step under way, the same for every view; its view says what is seen when it ends. All is
 * guarded by the view.
 */
final class RunningStep implements Progress.Step {
    /** What differs between views. */
    interface View {
        /**
         * A step has ended, for the first and only time.
         *
         * @param outcome null when it was closed without having been done
         */
        void ended(RunningStep step, @Nullable String outcome);
    }

    final String what;
    final long started;
    private final View view;
    private String detail = "";
    private boolean ended;

    RunningStep(View view, String what, long started) {
        this.view = view;
        this.what = what;
        this.started = started;
    }

    String running(StepLine lines, long now) {
        return lines.running(what, detail, now - started);
    }

    /** The line with which it ends. */
    String ended(StepLine lines, @Nullable String outcome, long now) {
        return outcome == null
                ? lines.failed(what, now - started)
                : lines.done(what, outcome, now - started);
    }

    @Override
    public void now(String text) {
        synchronized (view) {
            detail = text;
        }
    }

    @Override
    public void done() {
        end("");
    }

    @Override
    public void done(String outcome) {
        end(outcome);
    }

    @Override
    public void close() {
        end(null);
    }

    private void end(@Nullable String outcome) {
        synchronized (view) {
            if (!ended) {
                ended = true;
                view.ended(this, outcome);
            }
        }
    }
}
