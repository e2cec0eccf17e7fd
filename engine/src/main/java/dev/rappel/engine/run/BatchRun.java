package dev.rappel.engine.run;

import dev.rappel.engine.module.Undo;
import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tasks of a play on the hosts of one batch, task by task, the hosts side by side. When a host
 * fails, the others finish the task they are at, the host that failed is put back, and nothing is
 * begun any more. What the batch did well on other hosts stays.
 */
final class BatchRun {
    private final Scene scene;
    private final Play play;
    private final PlayPlan plan;
    private final Parts parts;
    private final List<String> hosts;

    BatchRun(Scene scene, Play play, PlayPlan plan, Parts parts, List<String> hosts) {
        this.scene = scene;
        this.play = play;
        this.plan = plan;
        this.parts = parts;
        this.hosts = List.copyOf(hosts);
    }

    /** Why it did not go well on some hosts; empty when all is well. */
    List<Wrong> run() throws InterruptedException {
        for (int number = 0; number < play.tasks().size(); number++) {
            List<Wrong> wrong = task(play.tasks().get(number), number);
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        hosts.forEach(scene.book()::settle);
        return List.of();
    }

    private List<Wrong> task(Task task, int number) throws InterruptedException {
        scene.stop().check();
        List<String> doing = task.runOnce() ? List.of(hosts.getFirst()) : hosts;
        List<HostEnd> ends = sideBySide(doing, host -> one(task, number, host));
        List<Wrong> wrong = new ArrayList<>();
        boolean stopped = false;
        for (HostEnd end : ends) {
            switch (end) {
                case HostEnd.Well _ -> {}
                case HostEnd.Stopped _ -> stopped = true;
                case HostEnd.Failed(String host, Failure failure) ->
                        wrong.add(new Wrong(host, failure, Optional.empty(), false));
            }
        }
        if (!wrong.isEmpty()) {
            return putBack(wrong);
        }
        if (stopped) {
            throw new InterruptedException();
        }
        return List.of();
    }

    /** Puts failed hosts back, side by side. */
    List<Wrong> putBack(List<Wrong> wrong) throws InterruptedException {
        try {
            return scene.hosts().map(wrong, this::putBack);
        } catch (Failure never) {
            throw new IllegalStateException(never);
        }
    }

    private Wrong putBack(Wrong wrong) {
        String host = wrong.host();
        List<Begun> begun = scene.book().begun(host);
        boolean lost = wrong.failure().kind() == Failure.Kind.UNREACHABLE;
        if (lost) {
            scene.tell(new Event.HostLost(scene.time().now(), host, wrong.failure()));
        }
        if (begun.isEmpty()) {
            scene.book()
                    .stands(
                            host,
                            lost
                                    ? Event.Standing.UNREACHABLE
                                    : scene.book().touched(host)
                                            ? Event.Standing.PARTLY
                                            : Event.Standing.UNTOUCHED);
            return wrong;
        }
        if (begun.size() == 1 && begun.getFirst().undo() instanceof Undo.Impossible) {
            // The only thing that was begun is what failed: there is nothing to go back to.
            boolean away = lost && !begun.getFirst().hasFailedItself();
            scene.book().stands(host, away ? Event.Standing.UNREACHABLE : Event.Standing.PARTLY);
            return away ? wrong.left(begun) : wrong;
        }
        Optional<Failure> stuck = new Undoing(scene, parts).undo(host, begun);
        if (stuck.isEmpty()) {
            scene.book().stands(host, Event.Standing.PUT_BACK);
            return new Wrong(host, wrong.failure(), stuck, true);
        }
        if (lost && stuck.get().kind() == Failure.Kind.UNREACHABLE) {
            scene.book().stands(host, Event.Standing.UNREACHABLE);
            return wrong.left(begun);
        }
        scene.book().stands(host, Event.Standing.STUCK);
        return new Wrong(host, wrong.failure(), stuck, false);
    }

    private HostEnd one(Task task, int number, String host) {
        try {
            TaskRun run = new TaskRun(scene, play, plan, parts, task, number, host);
            Optional<Failure> failed = run.run();
            if (failed.isPresent()) {
                return new HostEnd.Failed(host, failed.get());
            }
            for (String learner : task.runOnce() ? hosts : List.of(host)) {
                run.learnt().forEach((name, value) -> scene.world().put(learner, name, value));
            }
            return new HostEnd.Well();
        } catch (InterruptedException stopped) {
            return new HostEnd.Stopped();
        }
    }

    /** None of the hosts' work ever throws: one must not break off the others in their middle. */
    private List<HostEnd> sideBySide(
            List<String> doing, java.util.function.Function<String, HostEnd> work)
            throws InterruptedException {
        try {
            return scene.hosts().map(doing, work::apply);
        } catch (Failure never) {
            throw new IllegalStateException(never);
        }
    }
}
