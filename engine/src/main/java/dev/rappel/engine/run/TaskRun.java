package dev.rappel.engine.run;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.plan.Prepared;
import dev.rappel.engine.plan.Results;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Retry;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** One task on one host: its turns one after the other, each repeated where the task says so. */
final class TaskRun {
    private final Scene scene;
    private final Play play;
    private final PlayPlan plan;
    private final Parts parts;
    private final Task task;
    private final int number;
    private final Host host;
    private final List<Value.Fields> results = new ArrayList<>();
    private final SequencedMap<String, Value> facts = new LinkedHashMap<>();

    TaskRun(
            Scene scene,
            Play play,
            PlayPlan plan,
            Parts parts,
            Task task,
            int number,
            String host) {
        this.scene = scene;
        this.play = play;
        this.plan = plan;
        this.parts = parts;
        this.task = task;
        this.number = number;
        this.host = scene.host(host);
    }

    /** What later tasks may use: facts, variables that were set, the registered result. */
    SequencedMap<String, Value> learnt() {
        SequencedMap<String, Value> all = new LinkedHashMap<>(facts);
        task.register()
                .ifPresent(name -> {
                    if (task.loop().isPresent()) {
                        all.put(name, Results.ofLoop(results));
                    } else if (!results.isEmpty()) {
                        all.put(name, results.getLast());
                    }
                });
        return all;
    }

    /** Does all turns; why it failed, empty when it did not. */
    Optional<Failure> run() throws InterruptedException {
        List<Prepared> turns = prepare();
        for (int turn = 0; turn < turns.size(); turn++) {
            scene.stop().check();
            Optional<Failure> failed = turn(turn, turns.get(turn));
            if (failed.isPresent()) {
                return failed;
            }
        }
        return Optional.empty();
    }

    private List<Prepared> prepare() {
        return scene.calls().prepare(play, task, host, scene.world().seen(host.name()));
    }

    private Bindings names() {
        return play.names().bindings(host, task.vars(), scene.world().seen(host.name()));
    }

    private Optional<Failure> turn(int turn, Prepared prepared) throws InterruptedException {
        String title =
                prepared instanceof Prepared.Ready<?, ?> ready
                        ? ready.title()
                        : Calls.title(task, names());
        Event.Spot spot =
                new Event.Spot(
                        plan.number(),
                        number,
                        turn,
                        host.name(),
                        scene.settings().secrets().mask(title));
        Instant start = scene.time().now();
        scene.tell(new Event.TaskStarted(start, spot));
        scene.besides().phase(host.name(), spot.title(), plan.rolls());
        return switch (prepared) {
            case Prepared.Skipped(String condition) -> {
                results.add(Results.skipped());
                end(spot, Event.End.SKIPPED, condition, start);
                yield Optional.empty();
            }
            case Prepared.Later(var names) ->
                    failed(
                            spot,
                            Failure.of(Failure.Kind.REFUSED, spot.title())
                                    .why("not known here: " + String.join(", ", names))
                                    .help("the task that tells it did not run on " + host.name()),
                            start);
            case Prepared.Wrong(Diagnostic diagnostic) ->
                    failed(spot, wrong(spot, diagnostic), start);
            case Prepared.Ready<?, ?> ready -> repeat(spot, ready, start);
        };
    }

    private static Failure wrong(Event.Spot spot, Diagnostic diagnostic) {
        return Failure.of(Failure.Kind.REFUSED, spot.title())
                .why(
                        diagnostic.title()
                                + diagnostic.span().map(s -> " (" + s.at() + ")").orElse(""))
                .help(String.join("; ", diagnostic.helps()));
    }

    private Optional<Failure> repeat(Event.Spot spot, Prepared.Ready<?, ?> first, Instant start)
            throws InterruptedException {
        int tries = 1 + task.retry().map(Retry::retries).orElse(0);
        Prepared.Ready<?, ?> ready = first;
        for (int n = 1; ; n++) {
            Attempt attempt = judged(attempt(spot, ready), n, tries);
            switch (attempt) {
                case Attempt.Well well -> {
                    well(spot, well, start);
                    return Optional.empty();
                }
                case Attempt.Failed(Failure failure, boolean again) -> {
                    if (!again || n >= tries) {
                        return failed(spot, failure, start);
                    }
                    scene.tell(
                            new Event.Says(
                                    scene.time().now(),
                                    spot,
                                    "try " + n + " of " + tries + ": " + failure.getMessage()));
                }
            }
            try {
                scene.stop()
                        .breakable(() -> {
                            scene.time()
                                    .pause(task.retry().map(Retry::delay).orElse(Duration.ZERO));
                            return true;
                        });
            } catch (Failure never) {
                throw new IllegalStateException(never);
            }
            List<Prepared> fresh = prepare();
            if (spot.turn() < fresh.size()
                    && fresh.get(spot.turn()) instanceof Prepared.Ready<?, ?> again) {
                ready = again;
            }
        }
    }

    private <A extends Record, S> Attempt attempt(Event.Spot spot, Prepared.Ready<A, S> ready)
            throws InterruptedException {
        Foreseen foreseen = Foreseen.of(plan, number, host.name(), spot.turn());
        try {
            return new TurnRun<>(scene, parts, spot, ready, foreseen).attempt();
        } catch (RuntimeException broken) {
            // A module's own mistake must not keep what it began from being taken back.
            return new Attempt.Failed(
                    Failure.of(
                                    Failure.Kind.FAILED,
                                    "the module " + task.module().name() + " is broken")
                            .why(String.valueOf(broken))
                            .help("please report it, with the log of this run")
                            .cause(broken),
                    false);
        }
    }

    /** What is well only if the task's own conditions say so. */
    private Attempt judged(Attempt attempt, int n, int tries) {
        if (!(attempt instanceof Attempt.Well well) || task.retry().isEmpty()) {
            return attempt;
        }
        Bindings own =
                task.register().map(r -> names().with(r, well.result())).orElseGet(this::names);
        for (var until : task.retry().get().until()) {
            Outcome outcome =
                    until.evaluate(name ->
                            Optional.ofNullable(well.facts().fields().get(name))
                                    .<Bindings.Bound>map(Bindings.Known::new)
                                    .orElseGet(() -> own.find(name)));
            if (!(outcome instanceof Outcome.Known(Value.Bool(boolean truth, var _))) || !truth) {
                String why =
                        outcome instanceof Outcome.Failed(Diagnostic diagnostic)
                                ? diagnostic.title()
                                : "it was tried " + n + (n == 1 ? " time" : " times");
                return new Attempt.Failed(
                        Failure.of(Failure.Kind.FAILED, "never came true: " + until.text())
                                .why(why)
                                .help("raise `retries` (" + (tries - 1) + ") or `delay`"),
                        true);
            }
        }
        return attempt;
    }

    private void well(Event.Spot spot, Attempt.Well well, Instant start) {
        results.add(well.result());
        facts.putAll(well.facts().fields());
        well.message().ifPresent(m -> message(spot, m));
        scene.journal()
                .note(
                        "result",
                        Scene.at(
                                spot,
                                line -> {
                                    line.set("result", scene.journal().json(well.result()));
                                    line.set("facts", scene.journal().json(well.facts()));
                                }));
        end(spot, well.changed() ? Event.End.CHANGED : Event.End.SAME, "", start);
    }

    private void message(Event.Spot spot, Module.Message message) {
        String text =
                switch (message.value()) {
                    case Value.Scalar scalar -> scene.settings().secrets().mask(scalar.written());
                    case Value.Secret _ -> Value.Secret.MASK;
                    default -> scene.journal().json(message.value()).toPrettyString();
                };
        scene.tell(new Event.Message(scene.time().now(), spot, text, message.verbosity()));
    }

    private void end(Event.Spot spot, Event.End end, String note, Instant start) {
        Instant now = scene.time().now();
        scene.book().count(host.name(), end);
        scene.journal()
                .note(
                        "ended",
                        Scene.at(
                                spot,
                                line ->
                                        line.put(
                                                "end",
                                                end.name().toLowerCase(java.util.Locale.ROOT))));
        scene.tell(new Event.TaskEnded(now, spot, end, note, Duration.between(start, now)));
    }

    private Optional<Failure> failed(Event.Spot spot, Failure failure, Instant start) {
        Failure masked = Masked.of(failure, scene.settings().secrets());
        scene.journal()
                .note(
                        "failed",
                        Scene.at(
                                spot,
                                line -> line.put("what", masked.what()).put("why", masked.why())));
        scene.tell(new Event.TaskFailed(scene.time().now(), spot, masked));
        end(spot, Event.End.FAILED, masked.what(), start);
        return Optional.of(masked);
    }
}
