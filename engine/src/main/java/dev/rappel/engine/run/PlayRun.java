package dev.rappel.engine.run;

import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.plan.SideBySide;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Strategy;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.roll.BatchSize;
import dev.rappel.engine.roll.Order;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One play: its parts side by side, the batches of each part one after the other. When one part
 * fails, the others finish the batch they are at.
 */
final class PlayRun {
    private final Scene scene;
    private final List<Play> plays;
    private final Play play;
    private final PlayPlan plan;
    private final Parts parts;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicInteger batches = new AtomicInteger();

    /**
     * @param plays those up to this one, this one included
     */
    PlayRun(Scene scene, List<Play> plays, PlayPlan plan) {
        this.scene = scene;
        this.plays = List.copyOf(plays);
        this.play = plays.getLast();
        this.plan = plan;
        this.parts = Parts.of(play, scene.inventory(), scene.world());
    }

    /** How a part ended. */
    private record PartEnd(List<Wrong> wrong, boolean stopped) {}

    List<Wrong> run() throws InterruptedException {
        scene.tell(
                new Event.PlayStarted(
                        scene.time().now(),
                        plan.number(),
                        plan.title(),
                        play.hosts(),
                        plan.rolls()));
        scene.journal().note("play", line -> line.put("play", plan.number()));
        play.hosts().forEach(scene.book()::again);
        List<PartEnd> ends;
        try {
            ends =
                    new SideBySide(play.strategy().parallel())
                            .map(parts.names(), part -> part(part));
        } catch (Failure never) {
            throw new IllegalStateException(never);
        }
        List<Wrong> wrong = ends.stream().flatMap(e -> e.wrong().stream()).toList();
        if (wrong.isEmpty() && ends.stream().anyMatch(PartEnd::stopped)) {
            throw new InterruptedException();
        }
        return wrong;
    }

    private PartEnd part(String part) {
        try {
            List<Wrong> wrong = batches(part);
            if (!wrong.isEmpty()) {
                failed.set(true);
            }
            return new PartEnd(wrong, false);
        } catch (Failure undecided) {
            failed.set(true);
            Failure shown = Masked.of(undecided, scene.settings().secrets());
            return new PartEnd(
                    List.of(new Wrong(name(part), shown, Optional.empty(), false)), false);
        } catch (InterruptedException stopped) {
            return new PartEnd(List.of(), true);
        }
    }

    private String name(String part) {
        return part.isEmpty() ? plan.title() : part;
    }

    private List<Wrong> batches(String part) throws Failure, InterruptedException {
        List<String> all = parts.hosts(part);
        List<String> left = new ArrayList<>(all);
        Strategy strategy = play.strategy();
        FreshFacts facts = new FreshFacts(scene, plays, parts);
        for (int number = 0; !left.isEmpty(); number++) {
            scene.stop().check();
            if (failed.get()) {
                return List.of();
            }
            List<String> order = left;
            if (strategy.rolls()) {
                order = decide(part, left, facts);
            }
            List<String> batch =
                    List.copyOf(
                            order.subList(
                                    0, BatchSize.of(strategy, number, all.size(), left.size())));
            if (number > 0 && strategy.confirm()) {
                confirm(batch);
            }
            List<Wrong> wrong = batch(part, batch);
            if (!wrong.isEmpty()) {
                return wrong;
            }
            left.removeAll(batch);
            if (!left.isEmpty() && !strategy.soak().isZero()) {
                List<Wrong> lost = new Soak(scene, plan.number()).watch(batch, strategy.soak());
                if (!lost.isEmpty()) {
                    return lost;
                }
            }
        }
        return List.of();
    }

    private List<String> decide(String part, List<String> left, FreshFacts facts)
            throws Failure, InterruptedException {
        facts.refresh(left);
        Order.Decided decided = scene.order().decide(play, left, scene.world());
        scene.tell(
                new Event.OrderDecided(
                        scene.time().now(),
                        plan.number(),
                        shown(part),
                        decided.hosts(),
                        decided.last()));
        scene.journal()
                .note(
                        "order",
                        line -> {
                            var hosts = line.put("play", plan.number()).putArray("hosts");
                            decided.hosts().forEach(hosts::add);
                            var last = line.putArray("last");
                            decided.last().forEach(last::add);
                        });
        return decided.hosts();
    }

    private static Optional<String> shown(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private List<Wrong> batch(String part, List<String> hosts) throws InterruptedException {
        int number = batches.getAndIncrement();
        Instant start = scene.time().now();
        scene.tell(new Event.BatchStarted(start, plan.number(), shown(part), number, hosts));
        scene.journal()
                .note(
                        "batch",
                        line -> {
                            var list =
                                    line.put("play", plan.number())
                                            .put("batch", number)
                                            .putArray("hosts");
                            hosts.forEach(list::add);
                        });
        List<Wrong> wrong = List.of();
        boolean well = false;
        try {
            wrong = new BatchRun(scene, play, plan, parts, hosts).run();
            well = wrong.isEmpty();
        } finally {
            besides();
            Instant end = scene.time().now();
            boolean ended = well;
            scene.journal()
                    .note("batch_ended", line -> line.put("batch", number).put("well", ended));
            scene.tell(
                    new Event.BatchEnded(
                            end, plan.number(), number, hosts, Duration.between(start, end), well));
        }
        return wrong;
    }

    /** How it looks to what goes on beside the run, once for each batch. */
    private void besides() {
        scene.besides()
                .lines()
                .forEach((name, line) ->
                        scene.tell(
                                new Event.Says(
                                        scene.time().now(),
                                        new Event.Spot(plan.number(), 0, 0, "", name),
                                        scene.settings().secrets().mask(line))));
    }

    private void confirm(List<String> batch) throws Failure, InterruptedException {
        Optional<String> answer =
                scene.stop()
                        .breakable(() ->
                                scene.settings()
                                        .ask()
                                        .answer(
                                                "Go on with "
                                                        + String.join(", ", batch)
                                                        + "? [y/N]",
                                                Optional.empty()));
        String said = answer.orElse("").strip().toLowerCase(java.util.Locale.ROOT);
        scene.journal().note("confirm", line -> line.put("yes", isYes(said)));
        if (!isYes(said)) {
            throw Failure.of(
                            Failure.Kind.INTERRUPTED,
                            "stopped before " + String.join(", ", batch) + ", as answered")
                    .help("run it again to go on");
        }
    }

    private static boolean isYes(String said) {
        return said.equals("y") || said.equals("yes");
    }
}
