package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that fails: what is shown of it, and what becomes of what was done before it. */
final class FailingCommandIT {
    private static final String FAILS =
            """
            - name: Fails
              hosts: all
              become: true
              strategy: {serial: 1}
              tasks:
                - name: A mark
                  copy: {content: "touched\\n", dest: /srv/mark, mode: "0644"}
                - name: Fill
                  command:
                    argv:
                      - /bin/sh
                      - -c
                      - >-
                        echo on its way;
                        i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo line $i >&2; done;
                        echo disk is full >&2; exit 7
            """;

    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void up() throws Exception {
        site = Site.up("proof5-command", 2, folder);
    }

    @AfterAll
    static void down() throws Exception {
        site.down();
    }

    @BeforeEach
    void clean() throws Exception {
        site.reset();
    }

    private static LocalCommand.Result run(String playbook) throws Exception {
        site.write("fails.yml", playbook);
        return site.rappel("run", "--yes", "fails.yml", "-i", "hosts.yml").run();
    }

    @Test
    void its_command_its_status_and_its_last_lines_are_shown_once_and_what_came_before_is_put_back()
            throws Exception {
        LocalCommand.Result result = run(FAILS);
        String run = result.out().substring(result.out().indexOf("\nrun "));

        assertThat(result.status()).as(result.out()).isEqualTo(8);
        assertThat(run)
                .contains("✗ host1  Fill")
                .contains("ended with status 7")
                .contains("echo disk is full >&2; exit 7")
                .contains("| line 60\n", "| disk is full\n")
                .doesNotContain("line 10\n", "\tat ");
        assertThat(run.split("\\| line 60\n", -1)).as("the evidence, once").hasSize(2);
        assertThat(run)
                .contains("✓ host1  is as it was before")
                .contains("< host1  put back as it was")
                .contains("- host2  not touched");
        assertThat(site.on("host1", "ls /srv")).isEmpty();
        assertThat(site.on("host2", "ls /srv")).isEmpty();
    }

    @Test
    void the_first_thing_of_all_failing_there_is_nothing_to_put_back() throws Exception {
        LocalCommand.Result result =
                run("- {hosts: host1, tasks: [{name: Only, command: /bin/false}]}\n");

        assertThat(result.status()).as(result.out()).isEqualTo(3);
        assertThat(result.out()).contains("`/bin/false` ended with status 1");
    }

    @Test
    void a_program_that_is_not_there_is_said_to_be_missing() throws Exception {
        LocalCommand.Result result =
                run("- {hosts: host1, tasks: [{name: Only, command: no-such-program -x}]}\n");

        assertThat(result.status()).as(result.out()).isEqualTo(3);
        assertThat(result.out())
                .contains("`no-such-program -x` ended with status 127")
                .contains("no such program on the host");
    }

    @Test
    void a_question_that_fails_after_a_change_puts_the_change_back() throws Exception {
        LocalCommand.Result result =
                run(FAILS.replace("command:\n", "command:\n        read_only: true\n"));

        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(8);
        assertThat(result.out()).contains("ended with status 7: disk is full");
        assertThat(site.on("host1", "ls /srv")).isEmpty();
    }

    @Test
    void an_earlier_command_that_did_something_unknown_leaves_the_host_to_a_person()
            throws Exception {
        LocalCommand.Result result =
                run(
                        FAILS.replace(
                                "    - name: Fill",
                                "    - name: Earlier\n      command: touch /srv/earlier\n    - name: Fill"));

        assertThat(result.status()).as(result.out()).isEqualTo(9);
        assertThat(result.out())
                .contains("✗ host1  NEEDS A PERSON")
                .contains("\"Earlier\": what a command did is not known");
        // What has a way back went back all the same.
        assertThat(site.on("host1", "ls /srv").lines().toList()).isEqualTo(List.of("earlier"));
    }
}
