package dev.rappel.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a good playbook becomes. What is said of bad ones is in the command line's golden files. */
final class PlaybookReaderTest {
    private static final Inventory INVENTORY =
            InventoryReader.read(
                    new Source(
                            "hosts.ini",
                            """
                            [app]
                            a1 port=81
                            a2 port=82 extra_port=9
                            [all:vars]
                            base=/srv
                            path={{base}}/{{inventory_hostname}}
                            """),
                    new Problems());

    private final Problems problems = new Problems();

    private Playbook read(String text, Request request) {
        return new PlaybookReader(request, problems)
                .read(new Source("site.yml", text), Path.of("nowhere-at-all", "site.yml"));
    }

    private Playbook read(String text) {
        return read(text, Request.of(SampleModules.ALL).with(INVENTORY));
    }

    private static Input given(Task task, String argument) {
        return Optional.ofNullable(task.arguments().get(argument)).orElseThrow();
    }

    private List<String> codes() {
        return problems.sorted().stream().map(Diagnostic::code).map(c -> c.id()).toList();
    }

    @Test
    void a_play_and_its_strategy_become_records() {
        Playbook playbook =
                read(
                        """
                        - name: Roll
                          hosts: app
                          become: yes
                          strategy:
                            serial: [1, 50%]
                            order: port
                            last: service.leads
                            soak: 1m30s
                          tags: roll, fast
                          tasks:
                            - run: id
                        """);
        assertThat(codes()).isEmpty();
        Play play = playbook.plays().getFirst();
        assertThat(play.hosts()).containsExactly("a1", "a2");
        assertThat(play.become().wanted()).contains(true);
        assertThat(play.tags()).containsExactlyInAnyOrder("roll", "fast");
        assertThat(play.strategy().soak()).isEqualTo(Duration.ofSeconds(90));
        assertThat(play.strategy().serial())
                .containsExactly(new Strategy.Batch.Count(1), new Strategy.Batch.Percent(50));
        assertThat(play.strategy().serial().getLast().of(5)).isEqualTo(2);
        assertThat(play.tasks().getFirst().tags()).containsExactlyInAnyOrder("roll", "fast");
    }

    @Test
    void what_is_known_is_decoded_and_what_is_not_waits_for_its_host() {
        Playbook playbook =
                read(
                        """
                        - hosts: app
                          tasks:
                            - run:
                                cmd: "serve {{path}}"
                                port: "{{port}}"
                                version: 3.10
                        """);
        assertThat(codes()).isEmpty();
        Play play = playbook.plays().getFirst();
        Task task = play.tasks().getFirst();
        assertThat(given(task, "version"))
                .isInstanceOfSatisfying(
                        Input.Known.class,
                        known ->
                                assertThat(((Value.Scalar) known.value()).written())
                                        .isEqualTo("3.10"));
        Host host = INVENTORY.host("a2").orElseThrow();
        Bindings bindings =
                play.names().bindings(host, task.vars(), Bindings.of(java.util.Map.of()));
        assertThat(Inputs.evaluate(given(task, "cmd"), bindings))
                .isEqualTo(new Outcome.Known(new Value.Text("serve /srv/a2")));
        assertThat(Inputs.evaluate(given(task, "port"), bindings))
                .isInstanceOfSatisfying(
                        Outcome.Known.class,
                        known -> assertThat(((Value.Whole) known.value()).number()).isEqualTo(82));
    }

    @Test
    void results_have_the_type_that_the_module_declares_also_in_loops() {
        read(
                """
                - hosts: app
                  tasks:
                    - run: id
                      register: one
                      until: one.rc == 0
                      retries: 2
                      delay: 0.5
                    - run: "{{item}}"
                      loop: [a, b]
                      register: many
                    - run: id
                      when: [one.stdout == 'x', 'many.results.all(r, r.rc == 0)']
                """);
        assertThat(codes()).isEmpty();
        read("- {hosts: app, tasks: [{run: id, register: a}, {run: id, when: a.rc == 'x'}]}");
        assertThat(codes()).containsExactly("R0404");
    }

    @Test
    void the_stronger_place_wins() {
        String text =
                """
                - hosts: app
                  vars: {port: 90, base: /opt}
                  tasks:
                    - run: "{{path}} {{port}} {{own}}"
                      vars: {own: "{{port}}!", base: /local}
                """;
        Play play = read(text).plays().getFirst();
        Task task = play.tasks().getFirst();
        Host host = INVENTORY.host("a1").orElseThrow();
        Bindings none = Bindings.of(java.util.Map.of());
        assertThat(codes()).isEmpty();
        assertThat(
                        Inputs.evaluate(
                                given(task, "cmd"), play.names().bindings(host, task.vars(), none)))
                .isEqualTo(new Outcome.Known(new Value.Text("/local/a1 90 90!")));
        Request extra =
                Request.of(SampleModules.ALL)
                        .with(INVENTORY)
                        .with(ExtraVariables.parse("port=7 own='a b'", problems));
        Play stronger = read(text, extra).plays().getFirst();
        assertThat(
                        Inputs.evaluate(
                                given(stronger.tasks().getFirst(), "cmd"),
                                stronger.names().bindings(host, task.vars(), none)))
                .isEqualTo(new Outcome.Known(new Value.Text("/local/a1 7 a b")));
    }

    @Test
    void defaults_yield_to_the_inventory_and_hold_where_it_says_nothing() {
        Play play =
                read("""
                - hosts: app
                  defaults: {port: 1, base: /tmp, folder: "{{base}}/x"}
                  tasks: [{run: "{{port}} {{folder}}"}]
                """)
                        .plays()
                        .getFirst();
        assertThat(codes()).isEmpty();
        Host host = INVENTORY.host("a1").orElseThrow();
        Task task = play.tasks().getFirst();
        Bindings none = Bindings.of(java.util.Map.of());
        assertThat(
                        Inputs.evaluate(
                                given(task, "cmd"), play.names().bindings(host, task.vars(), none)))
                .isEqualTo(new Outcome.Known(new Value.Text("81 /srv/x")));
    }

    @Test
    void an_argument_left_out_takes_the_variable_that_its_module_names() {
        Playbook playbook =
                read(
                        """
                        - {hosts: app, vars: {run_port: 8}, tasks: [{run: a}, {run: {cmd: a, port: 9}}]}
                        - {hosts: app, tasks: [{run: a}]}
                        """);
        assertThat(codes()).isEmpty();
        Play play = playbook.plays().getFirst();
        Host host = INVENTORY.host("a1").orElseThrow();
        Bindings names = play.names().bindings(host, List.of(), Bindings.of(java.util.Map.of()));
        assertThat(Inputs.evaluate(given(play.tasks().getFirst(), "port"), names))
                .isEqualTo(new Outcome.Known(new Value.Whole(8)));
        assertThat(Inputs.evaluate(given(play.tasks().getLast(), "port"), names))
                .isEqualTo(new Outcome.Known(new Value.Whole(9)));
        assertThat(playbook.plays().getLast().tasks().getFirst().arguments())
                .doesNotContainKey("port");
    }

    @Test
    void hosts_are_not_divided_by_what_a_task_registers() {
        read("- {hosts: app, strategy: {partition: r}, tasks: [{run: a, register: r}]}");
        assertThat(codes()).containsExactly("R0322");
    }

    @Test
    void a_wrong_value_of_such_a_variable_is_shown_where_it_stands() {
        read("- {hosts: app, vars: {run_port: x}, tasks: [{run: a}]}");
        assertThat(problems.sorted())
                .singleElement()
                .satisfies(d -> assertThat(d.title()).contains("expected a whole number"));
    }

    @Test
    void a_secret_is_a_type_and_never_a_text_that_shows() {
        Play play =
                read("""
                - hosts: app
                  vars: {token: abc, other: !secret xyz}
                  secrets: [token]
                  tasks:
                    - run: "login {{token}} {{other}}"
                """)
                        .plays()
                        .getFirst();
        assertThat(play.names().scope().find("token").orElseThrow().type())
                .isEqualTo(new Type.Secret(Type.Simple.TEXT));
        Host host = INVENTORY.host("a1").orElseThrow();
        Outcome login =
                Inputs.evaluate(
                        given(play.tasks().getFirst(), "cmd"),
                        play.names().bindings(host, List.of(), Bindings.of(java.util.Map.of())));
        assertThat(login.toString()).doesNotContain("abc", "xyz").contains(Value.Secret.MASK);
        assertThat(login)
                .isEqualTo(new Outcome.Known(new Value.Secret(new Value.Text("login abc xyz"))));
    }

    @Test
    void what_is_made_of_a_secret_template_is_secret_and_local_names_see_each_other() {
        Play play =
                read("""
                - hosts: app
                  vars: {pass: !secret "{{port}}-pw"}
                  tasks:
                    - run: "{{two}}"
                      vars: {one: "1{{port}}", two: "{{one}}!{{pass}}"}
                    - run: !secret "{{port}}"
                """)
                        .plays()
                        .getFirst();
        assertThat(codes()).isEmpty();
        Host host = INVENTORY.host("a1").orElseThrow();
        Bindings none = Bindings.of(java.util.Map.of());
        for (Task task : play.tasks()) {
            Bindings bindings = play.names().bindings(host, task.vars(), none);
            assertThat(Inputs.evaluate(given(task, "cmd"), bindings))
                    .isInstanceOfSatisfying(
                            Outcome.Known.class,
                            known -> assertThat(known.value()).isInstanceOf(Value.Secret.class));
        }
    }

    @Test
    void a_condition_that_keeps_hosts_out_is_enough() {
        read("- {hosts: app, tasks: [{run: '{{extra_port}}'}]}");
        assertThat(codes()).containsExactly("R0315");
    }

    @Test
    void guards_are_judged_host_by_host() {
        read("- {hosts: app, tasks: [{run: '{{extra_port}}', when: port == 82}]}");
        assertThat(codes()).isEmpty();
    }

    @Test
    void tags_leave_tasks_out_after_all_were_checked() {
        Playbook playbook =
                read(
                        "- {hosts: app, tasks: [{run: a, tags: x}, {run: b}, {ruun: {}}]}",
                        Request.of(SampleModules.ALL)
                                .with(new TagSelection(Set.of("x"), Set.of())));
        assertThat(playbook.taskCount()).isEqualTo(1);
        assertThat(codes()).containsExactly("R0601");
    }

    @Test
    void gather_facts_false_is_what_happens_anyway() {
        read("- {hosts: app, gather_facts: false, tasks: [{run: id}]}");
        assertThat(codes()).isEmpty();
    }

    @Test
    void without_an_inventory_the_playbooks_own_names_are_checked() {
        read(
                "- {hosts: app, vars: {a: 1}, tasks: [{run: '{{a}} {{b}}'}]}",
                Request.of(SampleModules.ALL));
        assertThat(codes()).containsExactly("R0504");
    }
}
