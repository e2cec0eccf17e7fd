package dev.rappel.cli;

import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.EventJson;
import dev.rappel.engine.report.Listener;
import dev.rappel.engine.report.PlainView;
import dev.rappel.engine.run.Ask;
import dev.rappel.engine.run.Journal;
import dev.rappel.engine.run.RunSettings;
import dev.rappel.engine.run.Runner;
import dev.rappel.engine.run.Time;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run with its journal, its debug log and its view. */
final class Running {
    private final Outlets outlets;
    private final boolean verbose;
    private final Interruption interruption;

    Running(Outlets outlets, boolean verbose, Interruption interruption) {
        this.outlets = outlets;
        this.verbose = verbose;
        this.interruption = interruption;
    }

    Event.RunEnded run(Planning.Result.Made made) throws Failure {
        Secrets secrets = outlets.secrets();
        Path folder = StateFolder.ofThisUser().newRun(Instant.now(), made.plan().id());
        // The view is there before the run that it asks.
        List<Runner> running = new CopyOnWriteArrayList<>();
        Optional<LiveView> live =
                outlets.json()
                        ? Optional.empty()
                        : LiveView.open(Looks.out(secrets), verbose, () -> besides(running));
        try (DebugLog _ = DebugLog.open(folder.resolve("debug.log"), secrets);
                Journal journal =
                        Journal.create(folder.resolve("journal.jsonl"), Time.SYSTEM, secrets)) {
            Runner runner = runner(made, folder, journal, live);
            running.add(runner);
            interruption.leaves(runner::halfDone);
            return runner.run(made.plan(), made.site().reading().playbooks());
        } finally {
            interruption.leaves(List::of);
            live.ifPresent(LiveView::close);
        }
    }

    private static Map<String, String> besides(List<Runner> running) {
        return running.isEmpty() ? Map.of() : running.getFirst().besides();
    }

    private Runner runner(
            Planning.Result.Made made, Path folder, Journal journal, Optional<LiveView> live) {
        Worksite site = made.site();
        String name = folder.getFileName().toString();
        Ask ask =
                outlets.json()
                        ? Ask.NOBODY
                        : Asking.terminal()
                                .<Ask>map(console -> new TerminalAsk(console, live))
                                .orElse(Ask.NOBODY);
        return new Runner(
                site.inventory(),
                site.calls(),
                site.links(),
                journal,
                live.<Listener>map(l -> l).orElseGet(this::lines),
                new RunSettings(
                        name, holder(name), site.forks(), Time.SYSTEM, ask, outlets.secrets()));
    }

    private Listener lines() {
        if (outlets.json()) {
            EventJson json = new EventJson(outlets.secrets());
            return event -> outlets.line(json.write(event));
        }
        return new PlainView(Looks.out(outlets.secrets()), verbose, outlets.out());
    }

    /** Who we are, for those who find a host taken. */
    private static String holder(String run) {
        return System.getProperty("user.name")
                + " on "
                + Optional.ofNullable(System.getenv("HOSTNAME")).orElse("this machine")
                + ", run "
                + run
                + ", process "
                + ProcessHandle.current().pid();
    }
}
