package dev.rappel.cli;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.plan.Asked;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Ordering;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.Planner;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.plan.SideBySide;
import dev.rappel.engine.plan.World;
import dev.rappel.engine.ssh.Links;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The hosts of a command with all that is needed to work on them.
 *
 * @param hosts the names of those that plays work on
 */
record Worksite(
        Reading reading,
        Inventory inventory,
        List<String> hosts,
        Calls calls,
        Links links,
        Secrets secrets,
        int forks)
        implements AutoCloseable {
    Worksite {
        hosts = List.copyOf(hosts);
    }

    /** A plan, with what is known on each host once it is made. */
    record Planned(Plan plan, World world, boolean speaks) {}

    /** Connects to all hosts; those that do not let us work, each with the reason. */
    SequencedMap<String, Failure> connect() throws InterruptedException {
        List<Optional<Failure>> failures;
        try {
            failures = new SideBySide(forks).map(hosts, this::connect);
        } catch (Failure unforeseen) {
            throw new IllegalStateException(unforeseen);
        }
        SequencedMap<String, Failure> byHost = new LinkedHashMap<>();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            failures.get(i).ifPresent(f -> byHost.put(host, f));
        }
        return byHost;
    }

    private Optional<Failure> connect(String host) throws InterruptedException {
        try {
            // What sudo refuses is told of all hosts at once too, and before anything is done.
            Set<Rights> needed = rights(host);
            for (Rights rights : needed.isEmpty() ? Set.of(Rights.LOGIN) : needed) {
                links.to(host, rights);
            }
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure);
        }
    }

    private Set<Rights> rights(String name) {
        Set<Rights> all = new LinkedHashSet<>();
        inventory
                .host(name)
                .ifPresent(host ->
                        reading.playbooks().stream()
                                .flatMap(p -> p.plays().stream())
                                .filter(p -> p.hosts().contains(name))
                                .forEach(p -> all.addAll(calls.rights(p, host))));
        return all;
    }

    Planned plan(String id, Asked asked, Ordering ordering) throws Failure, InterruptedException {
        Instant made = Instant.now();
        Planner planner = new Planner(inventory, calls, links, ordering, forks);
        List<PlayPlan> plays = planner.plan(reading.playbooks());
        return new Planned(
                new Plan(id, made, asked, PlanFiles.of(reading, inventory, plays), plays),
                planner.world(),
                planner.speaks());
    }

    @Override
    public void close() {
        links.close();
    }
}
