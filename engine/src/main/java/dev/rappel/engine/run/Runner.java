package dev.rappel.engine.run;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.SideBySide;
import dev.rappel.engine.plan.World;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.Strategy;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.Listener;
import dev.rappel.engine.roll.Order;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Does what a plan foresees. One object for one run. */
public final class Runner {
    private final Scene scene;
    private final int forks;

    /**
     * @param calls the ones that the plan was made with, or of the same files
     * @param journal a new one, which stays open
     */
    public Runner(
            Inventory inventory,
            Calls calls,
            Reach reach,
            Journal journal,
            Listener listener,
            RunSettings settings) {
        this.forks = settings.forks();
        this.scene =
                new Scene(
                        settings,
                        inventory,
                        calls,
                        reach,
                        new World(),
                        new Order(inventory),
                        new SideBySide(settings.forks()),
                        journal,
                        new Telling(listener),
                        new Stop(),
                        new Besides(settings.time()),
                        new HostBook());
    }

    /**
     * Runs to the end, whatever that is; it is also the last event. When this thread is
     * interrupted, the run finishes the act that each host is at, begins nothing more, and ends
     * with a failure of kind INTERRUPTED.
     */
    public Event.RunEnded run(Plan plan, List<Playbook> playbooks) {
        CompletableFuture<Event.RunEnded> end = new CompletableFuture<>();
        // The work has threads of its own, so that an interrupt never hits the middle of an act.
        Thread.ofVirtual()
                .name("run")
                .start(() -> {
                    try {
                        end.complete(whole(plan, playbooks));
                    } catch (Throwable broken) {
                        end.completeExceptionally(broken);
                    }
                });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return end.get();
                } catch (InterruptedException wish) {
                    if (!interrupted) {
                        scene.tell(new Event.Stopping(scene.time().now()));
                    }
                    interrupted = true;
                    scene.stop().wish();
                }
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException(
                    "the run is broken; its journal is " + scene.journal().file(),
                    broken.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A line for each thing that goes on beside the run now, by its name. */
    public Map<String, String> besides() {
        return scene.besides().lines();
    }

    /**
     * What was begun and is neither finished nor taken back, a line for each, for those who cannot
     * wait for the run's end.
     */
    public List<String> halfDone() {
        return scene.book().halfDone().stream().map(scene.settings().secrets()::mask).toList();
    }

    private Event.RunEnded whole(Plan plan, List<Playbook> playbooks) {
        Instant start = scene.time().now();
        List<Play> plays = playbooks.stream().flatMap(p -> p.plays().stream()).toList();
        hosts(plan).forEach(scene.book()::open);
        scene.tell(
                new Event.RunStarted(
                        start, scene.settings().run(), plan, scene.journal().file().toString()));
        Optional<Failure> failure;
        try {
            failure = go(plan, plays);
        } finally {
            scene.besides().end().forEach(this::ended);
        }
        Instant end = scene.time().now();
        Event.RunEnded ended =
                new Event.RunEnded(
                        end,
                        scene.settings().run(),
                        scene.book().sums(),
                        failure,
                        Duration.between(start, end));
        scene.journal()
                .note(
                        "end",
                        line -> {
                            line.put("well", failure.isEmpty());
                            failure.ifPresent(f ->
                                    line.put("failure", f.kind().name())
                                            .put("what", f.what())
                                            .put("why", f.why()));
                            var hosts = line.putObject("hosts");
                            ended.hosts().forEach(h -> hosts.put(h.host(), h.standing().name()));
                        });
        scene.tell(ended);
        return ended;
    }

    private void ended(Event.BesideEnded beside) {
        scene.journal()
                .note(
                        "beside",
                        line -> {
                            line.put("name", beside.name());
                            line.set("saw", scene.journal().json(beside.saw()));
                        });
        scene.tell(beside);
    }

    private static List<String> hosts(Plan plan) {
        return plan.plays().stream().flatMap(p -> p.hosts().stream()).distinct().toList();
    }

    private Optional<Failure> go(Plan plan, List<Play> plays) {
        List<Play> upTo = new ArrayList<>();
        return inOrder(plan, plays, upTo).map(failure -> advised(failure, upTo));
    }

    /** What whoever wrote the play knows of going back and going on. */
    private Failure advised(Failure failure, List<Play> upTo) {
        Optional<String> advice = upTo.isEmpty() ? Optional.empty() : upTo.getLast().ifStopped();
        if (advice.isEmpty() || !scene.book().touched()) {
            return failure;
        }
        String help = failure.help();
        return failure.help((help.isEmpty() ? "" : help + "\n") + advice.get().strip());
    }

    private Optional<Failure> inOrder(Plan plan, List<Play> plays, List<Play> upTo) {
        try {
            check(plan, plays);
            scene.journal()
                    .keep(
                            "run",
                            line -> {
                                line.put("run", scene.settings().run());
                                line.set("plan", scene.journal().json(plan));
                            });
            lock(hosts(plan));
            for (int i = 0; i < plays.size(); i++) {
                scene.stop().check();
                upTo.add(plays.get(i));
                List<Wrong> wrong = new PlayRun(scene, upTo, plan.plays().get(i)).run();
                if (!wrong.isEmpty()) {
                    return Optional.of(failure(wrong));
                }
            }
            new Tidying(scene).tidy(hosts(plan));
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(Masked.of(failure, scene.settings().secrets()));
        } catch (InterruptedException stopped) {
            return Optional.of(interrupted());
        }
    }

    private Failure failure(List<Wrong> wrong) {
        return wrong.stream()
                .map(Wrong::failure)
                .filter(f -> wrong.size() == 1 && f.kind() == Failure.Kind.INTERRUPTED)
                .findFirst()
                .orElseGet(() -> Wrong.together(wrong, scene.book().touched()));
    }

    private Failure interrupted() {
        List<String> partly = scene.book().standing(Event.Standing.PARTLY);
        return Failure.of(Failure.Kind.INTERRUPTED, "stopped on request")
                .why(
                        partly.isEmpty()
                                ? "no host is half done"
                                : "half done: " + String.join(", ", partly))
                .help("run it again to go on");
    }

    private void check(Plan plan, List<Play> plays) throws Failure {
        if (plan.plays().size() != plays.size()) {
            throw Failure.of(Failure.Kind.STALE, "the plan is for another playbook")
                    .help("plan again");
        }
        if (plan.blocked()) {
            throw Failure.of(Failure.Kind.REFUSED, "the plan shows what stands in the way")
                    .help("take away what blocks it, then plan again");
        }
        boolean asks = plays.stream().map(Play::strategy).anyMatch(Strategy::confirm);
        if (asks && !scene.settings().ask().somebody()) {
            throw Failure.of(Failure.Kind.REFUSED, "a play wants to ask between its batches")
                    .why("there is no terminal on which somebody could answer")
                    .help("run it on a terminal, or take `confirm` out of its strategy");
        }
    }

    /** Takes all hosts, before anything is done on any of them. */
    private void lock(List<String> hosts) throws Failure, InterruptedException {
        List<HostEnd> ends = new SideBySide(forks).map(hosts, this::lock);
        List<Wrong> wrong = new ArrayList<>();
        for (HostEnd end : ends) {
            if (end instanceof HostEnd.Failed(String host, Failure failure)) {
                if (failure.kind() == Failure.Kind.UNREACHABLE) {
                    scene.book().stands(host, Event.Standing.UNREACHABLE);
                    scene.tell(new Event.HostLost(scene.time().now(), host, failure));
                }
                wrong.add(new Wrong(host, failure, Optional.empty(), false));
            }
        }
        scene.stop().check();
        if (!wrong.isEmpty()) {
            throw Wrong.together(wrong, false);
        }
    }

    private HostEnd lock(String host) {
        try {
            return scene.stop()
                    .breakable(() -> {
                        scene.reach().lock(host, scene.settings().holder());
                        return new HostEnd.Well();
                    });
        } catch (Failure failure) {
            return new HostEnd.Failed(host, failure);
        } catch (InterruptedException stopped) {
            return new HostEnd.Stopped();
        }
    }
}
