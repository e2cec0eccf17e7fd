package dev.rappel.bench;

import dev.rappel.engine.inventory.Connection;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Ordering;
import dev.rappel.engine.plan.Planner;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.PlaybookReader;
import dev.rappel.engine.playbook.Request;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.text.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hosts by the hundred and a playbook of tasks that need no connection to them. */
final class Site {
    private static final int FORKS = 40;

    private final Modules modules = Modules.installed();
    private final Source hosts;
    private final Source tasks;

    Site(int hosts, int tasks) {
        StringBuilder inventory = new StringBuilder("[web]\n");
        for (int i = 1; i <= hosts; i++) {
            inventory.append("web%04d ansible_host=192.0.2.%d port=%d%n".formatted(i, i % 250, i));
        }
        this.hosts = new Source("hosts.ini", inventory.toString());
        StringBuilder playbook =
                new StringBuilder("- hosts: web\n  vars: {version: 3.10}\n  tasks:\n");
        for (int i = 0; i < tasks; i++) {
            playbook.append(
                    "    - set_fact: {at_%d: \"{{inventory_hostname}}:{{port}}\"}\n      when: port > %d%n"
                            .formatted(i, i));
        }
        this.tasks = new Source("web.yml", playbook.toString());
    }

    Inventory inventory() {
        return InventoryReader.read(hosts, new Problems());
    }

    Playbook playbook(Inventory inventory) {
        Problems problems = new Problems();
        Playbook read =
                new PlaybookReader(Request.of(modules).with(inventory), problems)
                        .read(tasks, Path.of("web.yml"));
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.sorted().toString());
        }
        return read;
    }

    List<PlayPlan> plan(Inventory inventory, Playbook playbook)
            throws Failure, InterruptedException {
        Map<String, Connection> connections = new LinkedHashMap<>();
        for (Host host : inventory.hosts()) {
            connections.put(host.name(), Connection.of(host, inventory.vars(host), new Problems()));
        }
        return new Planner(
                        inventory,
                        new Calls(modules, connections, false, new Secrets()),
                        NOWHERE,
                        Ordering.AS_WRITTEN,
                        FORKS)
                .plan(List.of(playbook));
    }

    /** No task here needs its host. */
    private static final Reach NOWHERE =
            new Reach() {
                @Override
                public HostAccess to(String host, Rights rights) {
                    throw new IllegalStateException("there is no host");
                }

                @Override
                public void lock(String host, String holder) {}
            };
}
