package dev.rappel.engine.plan;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.ModuleCode;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a plan: observes every host for every task, without changing anything, and lets each task
 * see the world as the tasks before it will have left it.
 */
public final class Planner {
    private final Inventory inventory;
    private final Calls calls;
    private final Reach reach;
    private final Ordering ordering;
    private final SideBySide sideBySide;
    private final World world = new World();
    private final Map<String, List<Act>> planned = new ConcurrentHashMap<>();
    private volatile boolean changes;
    private volatile boolean speaks;

    /**
     * @param ordering decides in which order the hosts of rolling plays are shown
     * @param forks how many hosts are worked on at the same time
     */
    public Planner(Inventory inventory, Calls calls, Reach reach, Ordering ordering, int forks) {
        this.inventory = inventory;
        this.calls = calls;
        this.reach = reach;
        this.ordering = ordering;
        this.sideBySide = new SideBySide(forks);
    }

    /**
     * @throws Failure of kind UNREACHABLE when a host is lost on the way; what is wrong with a task
     *     is in the plan
     */
    public List<PlayPlan> plan(List<Playbook> playbooks) throws Failure, InterruptedException {
        List<PlayPlan> plans = new ArrayList<>();
        for (Playbook playbook : playbooks) {
            for (Play play : playbook.plays()) {
                plans.add(plan(play, plans.size()));
            }
        }
        return plans;
    }

    private PlayPlan plan(Play play, int number) throws Failure, InterruptedException {
        Parts parts = Parts.of(play, inventory, world);
        List<String> order = play.hosts();
        if (play.strategy().rolls()) {
            order = new ArrayList<>();
            for (String part : parts.names()) {
                order.addAll(order(play, parts.hosts(part)));
            }
        }
        List<TaskPlan> tasks = new ArrayList<>();
        for (Task task : play.tasks()) {
            tasks.add(plan(play, task, tasks.size(), order, parts));
        }
        return new PlayPlan(
                number, play.title(), Policy.sentence(play), play.strategy().rolls(), order, tasks);
    }

    /** Before anything has run, what the order depends on may not be known: then as written. */
    private List<String> order(Play play, List<String> hosts) {
        try {
            return ordering.of(play, hosts, world);
        } catch (Failure unknownYet) {
            return hosts;
        }
    }

    private TaskPlan plan(Play play, Task task, int number, List<String> hosts, Parts parts)
            throws Failure, InterruptedException {
        List<List<String>> groups = groups(play, task, hosts, parts);
        List<String> doing = groups.stream().map(List::getFirst).toList();
        boolean afterChanges = changes;
        List<List<TurnPlan>> turns =
                sideBySide.map(doing, host -> turns(play, task, host, parts, afterChanges));
        List<TaskPlan.HostOutlook> outlooks = new ArrayList<>();
        for (int i = 0; i < doing.size(); i++) {
            List<TurnPlan> own = turns.get(i);
            outlooks.add(
                    new TaskPlan.HostOutlook(
                            doing.get(i), own.stream().map(TurnPlan::outlook).toList()));
            for (String host : groups.get(i)) {
                learn(task, host, own);
            }
        }
        speaks |= turns.stream().flatMap(List::stream).anyMatch(TurnPlan::speaks);
        changes |= outlooks.stream().flatMap(o -> o.turns().stream()).anyMatch(Outlook::changes);
        return new TaskPlan(
                number, title(play, task, doing), task.module().name(), task.span().at(), outlooks);
    }

    /**
     * The hosts that do a task, each with those that learn its result. A task that runs once does
     * so on the first host of each part; where hosts roll, any of them may come to be a batch's
     * first.
     */
    private static List<List<String>> groups(
            Play play, Task task, List<String> hosts, Parts parts) {
        if (!task.runOnce() || play.strategy().rolls()) {
            return hosts.stream().map(List::of).toList();
        }
        return parts.names().stream()
                .map(part -> hosts.stream().filter(parts.hosts(part)::contains).toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }

    private String title(Play play, Task task, List<String> hosts) {
        List<String> titles =
                hosts.stream()
                        .flatMap(h -> inventory.host(h).stream())
                        .map(h ->
                                Calls.title(
                                        task,
                                        play.names()
                                                .bindings(h, task.vars(), world.seen(h.name()))))
                        .distinct()
                        .limit(2)
                        .toList();
        return titles.size() == 1
                ? titles.getFirst()
                : Calls.title(task, _ -> new Bindings.Unknown());
    }

    private List<TurnPlan> turns(
            Play play, Task task, String name, Parts parts, boolean afterChanges)
            throws Failure, InterruptedException {
        Host host =
                inventory
                        .host(name)
                        .orElseThrow(() -> new IllegalStateException("no host " + name));
        List<TurnPlan> turns = new ArrayList<>();
        for (Prepared prepared : calls.prepare(play, task, host, world.seen(name))) {
            turns.add(
                    switch (prepared) {
                        case Prepared.Ready<?, ?> ready ->
                                ready(ready, play, task, host, parts, afterChanges);
                        case Prepared.Skipped(String condition) ->
                                new TurnPlan(
                                        new Outlook.Skipped(condition),
                                        Optional.of(Results.skipped()),
                                        Map.of(),
                                        false,
                                        false);
                        case Prepared.Later(var names) -> TurnPlan.later(String.join(", ", names));
                        case Prepared.Wrong(var diagnostic) ->
                                // No change to a host brings a file of this machine.
                                afterChanges && diagnostic.code() != ModuleCode.LOCAL_FILE
                                        ? TurnPlan.later(diagnostic.title())
                                        : TurnPlan.of(wrong(task, diagnostic));
                    });
        }
        return turns;
    }

    private static Outlook wrong(Task task, Diagnostic diagnostic) {
        String at = diagnostic.span().map(s -> " (" + s.at() + ")").orElse("");
        return new Outlook.Blocked(
                task.module().name(),
                diagnostic.title() + at,
                String.join("; ", diagnostic.helps()));
    }

    private TurnPlan ready(
            Prepared.Ready<?, ?> ready,
            Play play,
            Task task,
            Host host,
            Parts parts,
            boolean afterChanges)
            throws Failure, InterruptedException {
        List<Act> earlier = planned.computeIfAbsent(ready.on(), _ -> new ArrayList<>());
        List<Act> before;
        synchronized (earlier) {
            before = List.copyOf(earlier);
        }
        Looking.Host on =
                () ->
                        new HostInPlay(
                                reach.to(ready.on(), ready.rights()),
                                () -> together(ready.on(), ready.rights(), parts));
        TurnPlan turn =
                TurnPlan.make(
                        ready,
                        task,
                        on,
                        before,
                        afterChanges,
                        play.names().bindings(host, task.vars(), world.seen(host.name())));
        if (turn.outlook() instanceof Outlook.Acts(var acts, var _, var _)) {
            synchronized (earlier) {
                earlier.addAll(acts);
            }
        }
        return turn;
    }

    private List<HostAccess> together(String host, Rights rights, Parts parts) {
        return parts.together(host).stream()
                .<HostAccess>map(h -> new HostOnDemand(reach, h, rights))
                .toList();
    }

    /** What the later tasks of a host may use. */
    private void learn(Task task, String host, List<TurnPlan> turns) {
        for (TurnPlan turn : turns) {
            turn.facts().forEach((name, value) -> world.put(host, name, value));
            if (turn.factsLater()) {
                task.module().facts().stream()
                        .map(Fact::name)
                        .forEach(name -> world.later(host, name));
                setLater(task).forEach(name -> world.later(host, name));
            }
        }
        if (task.register().isEmpty()) {
            return;
        }
        String name = task.register().get();
        List<Value.Fields> results = turns.stream().flatMap(t -> t.result().stream()).toList();
        if (results.size() < turns.size()) {
            world.later(host, name);
        } else if (task.loop().isPresent()) {
            world.put(host, name, Results.ofLoop(results));
        } else {
            results.forEach(r -> world.put(host, name, r));
        }
    }

    /** The variables that a task of a module such as set_fact sets. */
    private static List<String> setLater(Task task) {
        return task.module().anyName().isEmpty()
                ? List.of()
                : task.arguments().sequencedKeySet().stream()
                        .filter(name -> task.module().argument(name).isEmpty())
                        .toList();
    }

    /** Whether a task would tell something that its author wants to be read. */
    public boolean speaks() {
        return speaks;
    }

    /** What is known on each host once the plan is made, for whoever shows it. */
    public World world() {
        return world;
    }

    /** What is planned for each host, in order. */
    public SequencedMap<String, List<Act>> acts() {
        return new LinkedHashMap<>(planned);
    }
}
