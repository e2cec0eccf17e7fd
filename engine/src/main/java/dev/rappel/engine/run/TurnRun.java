package dev.rappel.engine.run;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.plan.Looking;
import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.plan.Prepared;
import dev.rappel.engine.plan.Results;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One turn of a task on a host: observe, compare with the plan, and for each act ask the guard,
 * write the journal, act; then observe once more.
 */
final class TurnRun<A extends Record, S> {
    private final Scene scene;
    private final Parts parts;
    private final Event.Spot spot;
    private final Prepared.Ready<A, S> ready;
    private final Module<A, S> module;
    private final Foreseen foreseen;
    private Call<A> call;
    private boolean changed;

    TurnRun(
            Scene scene,
            Parts parts,
            Event.Spot spot,
            Prepared.Ready<A, S> ready,
            Foreseen foreseen) {
        this.scene = scene;
        this.parts = parts;
        this.spot = spot;
        this.ready = ready;
        this.module = ready.module();
        this.foreseen = foreseen;
        this.call = ready.call();
    }

    Attempt attempt() throws InterruptedException {
        S state;
        try {
            state = look();
        } catch (Failure failure) {
            return new Attempt.Failed(failure, failure.kind() != Failure.Kind.UNREACHABLE);
        }
        return switch (module.diff(state, call)) {
            case Change.None<S>() -> well(state);
            case Change.Blocked<S>(String why, String help, boolean liftable) ->
                    new Attempt.Failed(
                            Failure.of(Failure.Kind.REFUSED, ready.title()).why(why).help(help),
                            liftable);
            case Change.Some<S> some -> change(state, some);
        };
    }

    private HostAccess host() throws Failure, InterruptedException {
        return RunHost.reach(scene, parts, spot, ready.on(), ready.rights());
    }

    private S look() throws Failure, InterruptedException {
        return again(() -> scene.stop().breakable(this::seen));
    }

    private S seen() throws Failure, InterruptedException {
        return Looking.at(this::host, module.observe(call));
    }

    /** Who only looks may look again: the connection may have broken a moment before. */
    private static <S> S again(Stop.Wait<S> look) throws Failure, InterruptedException {
        try {
            return look.end();
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.UNREACHABLE) {
                throw failure;
            }
            return look.end();
        }
    }

    private Attempt well(S state) {
        SequencedMap<String, Value> names = new LinkedHashMap<>(module.facts(state).fields());
        names.putAll(module.sets(state, call).fields());
        return new Attempt.Well(
                Results.of(module.result(state, call), changed),
                changed,
                new Value.Fields(names),
                module.message(state, call));
    }

    private Attempt change(S before, Change.Some<S> some) throws InterruptedException {
        List<Act> strange = foreseen.unforeseen(some.acts(), scene.book().touched());
        if (!strange.isEmpty()) {
            return new Attempt.Failed(unforeseen(strange), false);
        }
        Undo undo = module.wayBack(before, call, some);
        Begun begun =
                new Begun(
                        spot, ready.on(), ready.rights(), module, undo, () -> differs(some.acts()));
        scene.journal()
                .note(
                        "change",
                        Scene.at(
                                spot,
                                line -> {
                                    line.put("on", ready.on()).put("module", module.spec().name());
                                    ready.rights().user().ifPresent(u -> line.put("become", u));
                                    var list = line.putArray("acts");
                                    some.acts().forEach(a -> list.add(scene.journal().json(a)));
                                    line.set("undo", scene.journal().json(undo));
                                }));
        for (int i = 0; i < some.acts().size(); i++) {
            scene.stop().check();
            Optional<Attempt> failed = act(i, some.acts().get(i), begun);
            if (failed.isPresent()) {
                return failed.get();
            }
        }
        return prove();
    }

    private Failure unforeseen(List<Act> strange) {
        boolean touched = scene.book().touched();
        return Failure.of(
                        touched ? Failure.Kind.FAILED : Failure.Kind.STALE,
                        ready.title() + " would do what the plan did not foresee")
                .why(
                        strange.stream()
                                .map(Foreseen::words)
                                .reduce((a, b) -> a + "; " + b)
                                .orElse(""))
                .help(
                        touched
                                ? "see what has changed on the host, then plan again"
                                : "plan again and look at what is different");
    }

    /** Whether the host is not as it was before these acts. */
    private Optional<String> differs(List<Act> planned) throws Failure, InterruptedException {
        S now = Looking.at(this::host, module.observe(ready.call()));
        List<Act> fresh =
                module.diff(now, ready.call()) instanceof Change.Some<S> some
                        ? some.acts()
                        : List.of();
        boolean same =
                fresh.size() == planned.size()
                        && planned.stream()
                                .allMatch(p -> fresh.stream().anyMatch(f -> Foreseen.same(p, f)));
        return same
                ? Optional.empty()
                : Optional.of("\"" + spot.title() + "\" is not as it was before");
    }

    /** Empty when it was done. */
    private Optional<Attempt> act(int number, Act act, Begun begun) throws InterruptedException {
        boolean changes = act.kind() != Act.Kind.CHECK;
        boolean started = false;
        Instant start = scene.time().now();
        try {
            HostAccess host = host();
            if (act.disrupts()) {
                Optional<Attempt> denied = guard(host, act);
                if (denied.isPresent()) {
                    return denied;
                }
            }
            if (changes) {
                journal("begin", number);
                if (begun.acts().isEmpty()) {
                    scene.book().begin(spot.host(), begun);
                }
                begun.add(act);
                started = true;
            }
            scene.tell(new Event.ActStarted(start, spot, number, act));
            Value.Fields given =
                    changes
                            ? module.act(host, call, act)
                            : scene.stop().breakable(() -> module.act(host, call, act));
            done(given);
        } catch (Failure failure) {
            if (failure.kind() == Failure.Kind.FAILED) {
                begun.failedItself();
            }
            if (!started || failure.kind() != Failure.Kind.UNREACHABLE) {
                return Optional.of(failed(failure));
            }
            Optional<Failure> lost = afterLoss(failure, begun);
            if (lost.isPresent()) {
                return Optional.of(new Attempt.Failed(lost.get(), false));
            }
        }
        try {
            if (changes) {
                changed = true;
                journal("done", number);
            }
        } catch (Failure failure) {
            return Optional.of(new Attempt.Failed(failure, false));
        }
        Instant end = scene.time().now();
        scene.tell(new Event.ActEnded(end, spot, number, act, Duration.between(start, end)));
        return Optional.empty();
    }

    private static Attempt failed(Failure failure) {
        return new Attempt.Failed(
                failure,
                failure.kind() == Failure.Kind.FAILED || failure.kind() == Failure.Kind.REFUSED);
    }

    /**
     * After a lost connection only looking again can tell.
     *
     * @return empty when it was done
     */
    private Optional<Failure> afterLoss(Failure loss, Begun begun) throws InterruptedException {
        Loss told = new Loss(ready.title(), ready.on(), loss);
        try {
            HostAccess _ = host();
        } catch (Failure away) {
            return Optional.of(told.away(begun, away));
        }
        try {
            S now = seen();
            if (module.diff(now, call) instanceof Change.None<S>) {
                return Optional.empty();
            }
        } catch (Failure unseen) {
            return Optional.of(told.back(begun));
        }
        return Optional.of(told.back(begun));
    }

    private void done(Value.Fields given) {
        SequencedMap<String, Value> all = new LinkedHashMap<>();
        call.done().ifPresent(d -> all.putAll(d.fields()));
        all.putAll(given.fields());
        call = call.done(new Value.Fields(all));
    }

    private void journal(String kind, int number) throws Failure {
        scene.journal().keep(kind, Scene.at(spot, line -> line.put("act", number)));
    }

    private Optional<Attempt> guard(HostAccess host, Act act) throws Failure, InterruptedException {
        Verdict verdict = scene.stop().breakable(() -> module.guard(host, call, act));
        scene.tell(new Event.Guarded(scene.time().now(), spot, act, verdict));
        scene.journal()
                .note(
                        "guard",
                        Scene.at(
                                spot,
                                line -> {
                                    line.put("allowed", verdict instanceof Verdict.Allowed);
                                    if (verdict instanceof Verdict.Denied denied) {
                                        line.set("why", scene.journal().text(denied.why()));
                                    }
                                    line.set("act", scene.journal().text(Foreseen.words(act)));
                                    line.set("seen", scene.journal().json(verdict.seen()));
                                }));
        return switch (verdict) {
            case Verdict.Allowed _ -> Optional.empty();
            case Verdict.Denied(String why, String help, var _) ->
                    Optional.of(
                            new Attempt.Failed(
                                    Failure.of(
                                                    Failure.Kind.REFUSED,
                                                    ready.title()
                                                            + ": "
                                                            + Foreseen.words(act)
                                                            + " is not safe now")
                                            .why(why)
                                            .help(help),
                                    false));
        };
    }

    private Attempt prove() throws InterruptedException {
        S after;
        try {
            // Not broken off by a wish to stop: what has been done is to be known as done.
            after = again(this::seen);
        } catch (Failure failure) {
            return new Attempt.Failed(failure, failure.kind() == Failure.Kind.FAILED);
        }
        return switch (module.diff(after, call)) {
            case Change.None<S>() -> well(after);
            case Change.Some<S> some ->
                    notConverged(some.acts().stream().map(Foreseen::words).toList());
            case Change.Blocked<S>(String why, var _, var _) -> notConverged(List.of(why));
        };
    }

    private Attempt notConverged(List<String> left) {
        return new Attempt.Failed(
                Failure.of(
                                Failure.Kind.FAILED,
                                ready.title() + " was done, and is not as it should be")
                        .why(
                                "it did not converge; there is still to do: "
                                        + String.join("; ", left))
                        .help("see whether something else on the host works against it"),
                true);
    }
}
