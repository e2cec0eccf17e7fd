package dev.rappel.engine.run;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what was begun for a host: the steps of the last change first, and once those of all
 * changes are done, what has to follow, in the order of the tasks. It ends at the first step that
 * cannot be done, because what comes after may rest on it.
 */
final class Undoing {
    private static final int LAST_LINES = 12;

    private final Scene scene;
    private final Parts parts;

    Undoing(Scene scene, Parts parts) {
        this.scene = scene;
        this.parts = parts;
    }

    /** Why it could not be put back; empty when the host is as it was. */
    Optional<Failure> undo(String host, List<Begun> begun) {
        Instant start = scene.time().now();
        int acts = begun.stream().mapToInt(b -> b.acts().size()).sum();
        scene.tell(new Event.UndoStarted(start, host, acts));
        Optional<Failure> stuck;
        try {
            scene.journal().keep("undo", line -> line.put("host", host).put("acts", acts));
            steps(begun);
            then(begun);
            stuck = impossible(begun);
        } catch (Failure failure) {
            stuck = Optional.of(Masked.of(failure, scene.settings().secrets()));
        } catch (InterruptedException | RuntimeException unforeseen) {
            stuck =
                    Optional.of(
                            Failure.of(Failure.Kind.STUCK, "the way back was broken off")
                                    .why(String.valueOf(unforeseen))
                                    .cause(unforeseen));
        }
        Instant end = scene.time().now();
        Optional<Failure> result = stuck;
        scene.journal()
                .note(
                        "undone",
                        line -> {
                            line.put("host", host).put("well", result.isEmpty());
                            result.ifPresent(f -> line.put("why", f.getMessage()));
                        });
        scene.tell(new Event.UndoEnded(end, host, result, Duration.between(start, end)));
        return result;
    }

    private void steps(List<Begun> begun) throws Failure, InterruptedException {
        for (Begun one : begun.reversed()) {
            if (!(one.undo() instanceof Undo.Steps(var steps, var then, var _))) {
                continue;
            }
            for (Step step : steps) {
                take(one, step);
            }
            // A change that needs what has to follow is not back yet, and one without steps had
            // nothing to bring back.
            if (then.isEmpty() && !steps.isEmpty()) {
                Optional<String> differs = one.looking().differs();
                if (differs.isPresent()) {
                    throw Failure.of(Failure.Kind.STUCK, differs.get());
                }
            }
        }
    }

    private void then(List<Begun> begun) throws Failure, InterruptedException {
        for (Begun one : begun) {
            if (one.undo() instanceof Undo.Steps(var _, var then, var _)) {
                for (Step step : then) {
                    take(one, step);
                }
            }
        }
    }

    private static Optional<Failure> impossible(List<Begun> begun) {
        List<String> left = new ArrayList<>();
        for (Begun one : begun) {
            // What failed by itself is told by its own failure; only what was done stays done.
            if (one.undo() instanceof Undo.Impossible(String why) && !one.hasFailedItself()) {
                left.add("\"" + one.spot().title() + "\": " + why);
            }
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Failure.of(Failure.Kind.STUCK, "not everything can be taken back")
                                .why(String.join("; ", left)));
    }

    /** Takes a step; steps bear being taken twice, so a lost connection is worth another try. */
    private void take(Begun one, Step step) throws Failure, InterruptedException {
        scene.journal()
                .keep(
                        "undo_step",
                        Scene.at(one.spot(), l -> l.set("step", scene.journal().json(step))));
        try {
            take(host(one), one, step);
        } catch (Failure lost) {
            if (lost.kind() != Failure.Kind.UNREACHABLE) {
                throw lost;
            }
            take(host(one), one, step);
        }
    }

    private HostAccess host(Begun one) throws Failure, InterruptedException {
        return RunHost.reach(scene, parts, one.spot(), one.on(), one.rights());
    }

    private static void take(HostAccess host, Begun one, Step step)
            throws Failure, InterruptedException {
        switch (step) {
            case Step.Run(Script script) -> {
                Reply reply = host.run(script);
                if (!reply.ok()) {
                    List<String> lines = reply.err().lines().toList();
                    throw Failure.of(
                                    Failure.Kind.STUCK,
                                    "taking back \"" + one.spot().title() + "\" failed")
                            .why("a script ended with status " + reply.status())
                            .evidence(
                                    lines.subList(
                                            Math.max(0, lines.size() - LAST_LINES), lines.size()));
                }
            }
            case Step.Put(Upload upload) -> host.upload(upload);
            case Step.Own own -> one.module().undo(host, own);
        }
    }
}
