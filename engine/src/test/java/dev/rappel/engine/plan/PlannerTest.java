package dev.rappel.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.inventory.Connection;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.PlaybookReader;
import dev.rappel.engine.playbook.Request;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.text.Source;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private final Map<String, Map<String, String>> notes = new HashMap<>();
    private final Secrets secrets = new Secrets();

    private Plan plan(String playbook) throws Failure, InterruptedException {
        Problems problems = new Problems();
        Inventory inventory = InventoryReader.read(List.of("h1,h2,h3"), problems);
        Request request = Request.of(NoteModule.ALL).with(inventory);
        Playbook read =
                new PlaybookReader(request, problems)
                        .read(new Source("p.yml", playbook), Path.of("p.yml"));
        assertThat(problems.sorted()).isEmpty();
        Map<String, Connection> connections =
                inventory.hosts().stream()
                        .collect(
                                Collectors.toMap(
                                        Host::name,
                                        h -> Connection.of(h, inventory.vars(h), problems)));
        Planner planner =
                new Planner(
                        inventory,
                        new Calls(NoteModule.ALL, connections, false, secrets),
                        reach(),
                        Ordering.AS_WRITTEN,
                        4);
        return new Plan(
                "7K3",
                Instant.EPOCH,
                new Asked(
                        List.of("p.yml"),
                        List.of("h1,h2,h3"),
                        Optional.of("h*"),
                        List.of(),
                        List.of(),
                        List.of(),
                        false),
                List.of(),
                planner.plan(List.of(read)));
    }

    private Reach reach() {
        return new Reach() {
            @Override
            public HostAccess to(String host, Rights rights) {
                return new Notes(host, notes.getOrDefault(host, Map.of()));
            }

            @Override
            public void lock(String host, String holder) {}
        };
    }

    /** A host that has notes and nothing else. */
    private record Notes(String name, Map<String, String> notes) implements HostAccess {
        @Override
        public Reply run(Script script) {
            throw new IllegalStateException("no scripts here");
        }

        @Override
        public void upload(Upload upload) {
            throw new IllegalStateException("a plan does nothing");
        }

        @Override
        public Optional<byte[]> read(String path, long limit) {
            return Optional.ofNullable(notes.get(path))
                    .map(t -> t.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Kept kept() {
            throw new IllegalStateException("nothing to keep here");
        }

        @Override
        public ByteChannel connect(String address, int port, Duration deadline) {
            throw new IllegalStateException("no ports here");
        }
    }

    private static List<Outlook> outlooks(Plan plan, int task) {
        return plan.plays().getFirst().tasks().get(task).outlooks().stream()
                .flatMap(o -> o.turns().stream())
                .toList();
    }

    private static final String ONE =
            """
            - hosts: all
              tasks:
                - name: Note for {{inventory_hostname}}
                  note: {path: /a, text: one}
            """;

    @Test
    void each_host_is_planned_by_what_it_has() throws Exception {
        notes.put("h2", Map.of("/a", "one"));
        Plan plan = plan(ONE);
        assertThat(outlooks(plan, 0).get(0)).isInstanceOf(Outlook.Acts.class);
        assertThat(outlooks(plan, 0).get(1)).isEqualTo(new Outlook.Same());
        assertThat(plan.changes()).isTrue();
        assertThat(plan.blocked()).isFalse();
    }

    @Test
    void what_runs_once_is_planned_for_each_part_of_the_play() throws Exception {
        Plan plan =
                plan(
                        """
                        - hosts: all
                          strategy: {partition: inventory_hostname, parallel: 3}
                          tasks:
                            - note: {path: /a, text: one}
                              run_once: true
                        """);
        assertThat(plan.plays().getFirst().tasks().getFirst().outlooks())
                .extracting(TaskPlan.HostOutlook::host)
                .containsExactly("h1", "h2", "h3");
    }

    @Test
    void hosts_that_are_as_they_should_be_make_a_plan_without_changes() throws Exception {
        List.of("h1", "h2", "h3").forEach(h -> notes.put(h, Map.of("/a", "one")));
        assertThat(plan(ONE).changes()).isFalse();
    }

    @Test
    void a_task_sees_what_an_earlier_one_will_have_made() throws Exception {
        Plan plan =
                plan(
                        """
                        - hosts: h1
                          tasks:
                            - note: {path: /a, text: one}
                            - note: {path: /b, text: two, needs: /a}
                            - note: {path: /c, text: two, needs: /elsewhere}
                        """);
        assertThat(outlooks(plan, 1).getFirst()).isInstanceOf(Outlook.Acts.class);
        assertThat(outlooks(plan, 2).getFirst())
                .isInstanceOfSatisfying(
                        Outlook.Blocked.class,
                        b -> assertThat(b.why()).isEqualTo("it needs another note"));
        assertThat(plan.blocked()).isTrue();
    }

    @Test
    void what_may_pass_once_something_was_changed_does_not_block_the_plan() throws Exception {
        Plan plan =
                plan(
                        """
                        - hosts: h1
                          tasks:
                            - note: {path: /a, text: one}
                            - note: {path: /b, text: impossible}
                            - note: {path: /forbidden, text: one}
                        """);
        assertThat(outlooks(plan, 1).getFirst()).isInstanceOf(Outlook.Later.class);
        assertThat(outlooks(plan, 2).getFirst()).isInstanceOf(Outlook.Later.class);
        assertThat(plan.blocked()).isFalse();
    }

    @Test
    void what_cannot_be_seen_blocks_when_nothing_was_changed_before() throws Exception {
        Plan plan =
                plan(
                        """
                        - hosts: h1
                          tasks:
                            - note: {path: /forbidden, text: one}
                        """);
        assertThat(outlooks(plan, 0).getFirst())
                .isEqualTo(new Outlook.Blocked("cannot look", "permission denied", ""));
    }

    @Test
    void registered_results_facts_and_conditions_reach_later_tasks_and_plays() throws Exception {
        notes.put("h1", Map.of("/a", "one"));
        Plan plan =
                plan(
                        """
                        - hosts: h1
                          tasks:
                            - note: {path: /a, text: one}
                              register: first
                            - note: {path: "/{{first.text}}", text: "{{note.text}}"}
                              when: '!first.changed'
                            - note: {path: /x, text: x}
                              when: note.text == 'never'
                        """);
        assertThat(outlooks(plan, 1).getFirst())
                .isInstanceOfSatisfying(
                        Outlook.Acts.class,
                        a -> assertThat(a.acts().getFirst().subject()).isEqualTo("/one"));
        assertThat(outlooks(plan, 2).getFirst())
                .isEqualTo(new Outlook.Skipped("note.text == 'never'"));
    }

    @Test
    void a_loop_has_a_turn_for_each_element_and_run_once_one_host() throws Exception {
        Plan plan =
                plan(
                        """
                        - hosts: all
                          tasks:
                            - note: {path: "/{{item}}", text: one}
                              loop: [a, b]
                              run_once: true
                        """);
        assertThat(plan.plays().getFirst().tasks().getFirst().outlooks())
                .singleElement()
                .satisfies(o -> assertThat(o.turns()).hasSize(2))
                .satisfies(o -> assertThat(o.host()).isEqualTo("h1"));
    }

    @Test
    void what_cannot_be_undone_is_said() throws Exception {
        Plan plan =
                plan(
                        """
                        - hosts: h1
                          tasks:
                            - note: {path: /tmp/a, text: one}
                        """);
        assertThat(outlooks(plan, 0).getFirst())
                .isInstanceOfSatisfying(
                        Outlook.Acts.class,
                        a -> assertThat(a.cannotUndo()).contains("nobody keeps notes in /tmp"));
    }

    @Test
    void a_plan_is_the_same_after_it_was_written_and_read() throws Exception {
        notes.put("h2", Map.of("/a", "one"));
        Plan plan = plan(ONE);
        ObjectMapper json = new ObjectMapper();
        String written = json.writeValueAsString(new PlanJson(secrets).write(plan));
        Plan read = PlanJson.read(json.readTree(written));
        assertThat(read).isEqualTo(plan);
        assertThat(PlanDifference.of(read, plan, secrets)).isEmpty();
    }

    @Test
    void a_plan_differs_when_a_host_no_longer_is_what_it_was() throws Exception {
        Plan before = plan(ONE);
        notes.put("h2", Map.of("/a", "one"));
        assertThat(PlanDifference.of(before, plan(ONE), secrets))
                .containsExactly("h2: \"Note for {{inventory_hostname}}\" would do something else");
    }

    @Test
    void a_plan_of_another_format_is_refused_by_its_number() throws Exception {
        var node = new PlanJson(secrets).write(plan(ONE)).put("format", 99);
        assertThatThrownBy(() -> PlanJson.read(node)).hasMessageContaining("99");
    }
}
