package dev.rappel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.inventory.Connection;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.plan.Asked;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.Planner;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.PlaybookReader;
import dev.rappel.engine.playbook.Request;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.roll.Order;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.text.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A playbook, planned and run on hosts in memory. */
final class Trial {
    private static final String INVENTORY =
            """
            [all]
            h1 cluster=blue
            h2 cluster=blue
            h3 cluster=green
            """;

    final MemoryHosts hosts = new MemoryHosts();
    final List<Event> events = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final Path journal;
    Optional<String> answer = Optional.empty();
    Runnable afterPlan = () -> {};
    Runnable onPause = () -> {};
    private final Secrets secrets = new Secrets();

    Trial(Path folder) {
        this.journal = folder.resolve("journal.jsonl");
    }

    private final Time time =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.EPOCH;
                }

                @Override
                public void pause(Duration time) throws InterruptedException {
                    pauses.add(time);
                    onPause.run();
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            };

    private final Ask ask =
            new Ask() {
                @Override
                public boolean somebody() {
                    return answer.isPresent();
                }

                @Override
                public Optional<String> answer(String question, Optional<Duration> deadline) {
                    return answer;
                }
            };

    Event.RunEnded run(String playbook) throws Failure, InterruptedException {
        Problems problems = new Problems();
        Inventory inventory = InventoryReader.read(new Source("hosts.ini", INVENTORY), problems);
        Playbook read =
                new PlaybookReader(Request.of(KeepModule.ALL).with(inventory), problems)
                        .read(new Source("p.yml", playbook), Path.of("p.yml"));
        assertThat(problems.sorted()).isEmpty();
        Map<String, Connection> connections =
                inventory.hosts().stream()
                        .collect(
                                Collectors.toMap(
                                        Host::name,
                                        h -> Connection.of(h, inventory.vars(h), problems)));
        Calls calls = new Calls(KeepModule.ALL, connections, false, secrets);
        Plan plan =
                new Plan(
                        "7K3",
                        Instant.EPOCH,
                        new Asked(
                                List.of("p.yml"),
                                List.of("hosts.ini"),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                List.of(),
                                false),
                        List.of(),
                        new Planner(inventory, calls, hosts, new Order(inventory), 4)
                                .plan(List.of(read)));
        hosts.forgetCounters();
        afterPlan.run();
        RunSettings settings = new RunSettings("r1", "a test", 4, time, ask, secrets);
        try (Journal kept = Journal.create(journal, time, secrets)) {
            return new Runner(inventory, calls, hosts, kept, events::add, settings)
                    .run(plan, List.of(read));
        }
    }

    Failure.Kind kindOf(String playbook) throws Failure, InterruptedException {
        return run(playbook).failure().orElseThrow().kind();
    }

    Event.Standing standing(Event.RunEnded end, String host) {
        return end.hosts().stream()
                .filter(h -> h.host().equals(host))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
