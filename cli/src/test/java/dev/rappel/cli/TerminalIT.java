package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal: what is asked, what Ctrl-C and Ctrl-D do, and what cannot be shown. */
final class TerminalIT {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String LONG =
            """
            - name: Long
              hosts: all
              become: true
              strategy: {serial: 1, confirm: true}
              tasks:
                - name: A mark
                  copy: {content: "touched\\n", dest: /srv/mark, mode: "0644"}
                - name: Long work
                  command: sleep 5
                - name: Another mark
                  copy: {content: "touched\\n", dest: /srv/mark2, mode: "0644"}
            """;

    private static final String TOUCH =
            """
            - hosts: all
              become: true
              tasks:
                - name: A mark
                  copy: {content: "touched\\n", dest: /srv/mark, mode: "0644"}
            """;

    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void up() throws Exception {
        site = Site.up("proof5-terminal", 2, folder);
        site.write("long.yml", LONG);
        site.write("short.yml", LONG.replace("sleep 5", "sleep 0"));
        site.write("touch.yml", TOUCH);
    }

    @AfterAll
    static void down() throws Exception {
        site.down();
    }

    @BeforeEach
    void clean() throws Exception {
        site.reset();
    }

    private static Site.Person run(String playbook, String... more) throws Exception {
        String[] words = new String[4 + more.length];
        System.arraycopy(new String[] {"run", playbook, "-i", "hosts.yml"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return site.person(words);
    }

    /** The view names a task before its act begins; only what runs on the host has surely begun. */
    private static void underWay() throws Exception {
        while (site.on("host1", "pgrep -x sleep || :").isBlank()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String files(String host) throws Exception {
        return site.on(host, "ls /srv").strip().replace('\n', ' ');
    }

    @Test
    void whoever_does_not_say_yes_is_asked_for_nothing_more_and_nothing_is_touched()
            throws Exception {
        for (String answer : new String[] {"no\r", "\r", CTRL_D}) {
            Site.Person person = run("short.yml");
            person.sees("Run it? [y/N]").types(answer);
            assertThat(person.end()).isEqualTo(4);
            assertThat(person.screen()).contains("not run: it was not agreed to");
        }
        assertThat(files("host1")).isEmpty();
    }

    @Test
    void a_question_gives_way_to_ctrl_c() throws Exception {
        Site.Person person = run("short.yml");
        person.sees("Run it? [y/N]").types(CTRL_C);
        assertThat(person.end()).isEqualTo(130);
        assertThat(person.screen()).contains("rappel: stopped on request");
        assertThat(files("host1")).isEmpty();
    }

    @Test
    void a_password_is_not_shown_while_it_is_typed() throws Exception {
        Site.Person person = run("short.yml", "-K");
        person.sees("sudo's password on the hosts:").types("geheim7x\r");
        person.sees("Run it? [y/N]").types("no\r");
        assertThat(person.end()).isEqualTo(4);
        assertThat(person.screen()).doesNotContain("geheim7x");
    }

    @Test
    void between_batches_no_ends_the_run_with_the_rest_untouched() throws Exception {
        Site.Person person = run("short.yml");
        person.sees("Run it? [y/N]").types("yes\r");
        person.sees("Go on with host2? [y/N]").types("no\r");
        assertThat(person.end()).isEqualTo(130);
        assertThat(person.screen())
                .contains("stopped before host2, as answered")
                .contains("✓ host1  done")
                .contains("- host2  not touched");
        assertThat(files("host1")).isEqualTo("mark mark2");
        assertThat(files("host2")).isEmpty();
    }

    @Test
    void ctrl_c_lets_what_is_under_way_end_and_begins_nothing_more() throws Exception {
        Site.Person person = run("long.yml", "--yes");
        person.sees("▸ host1  Long work");
        underWay();
        person.types(CTRL_C);
        assertThat(person.end()).isEqualTo(130);
        assertThat(person.screen())
                .contains("stopping: what is under way is finished")
                .contains("✓ host1  Long work")
                .contains("~ host1  begun, not finished   2 changed")
                .contains("- host2  not touched")
                .contains("half done: host1");
        assertThat(files("host1")).isEqualTo("mark");
    }

    @Test
    void a_second_ctrl_c_ends_it_at_once_and_says_what_is_half_done() throws Exception {
        site.write("longer.yml", LONG.replace("sleep 5", "sleep 60"));
        Site.Person person = run("longer.yml", "--yes");
        person.sees("▸ host1  Long work");
        underWay();
        person.types(CTRL_C);
        person.sees("stopping: what is under way").types(CTRL_C);
        assertThat(person.end()).as(person.screen()).isEqualTo(9);
        assertThat(person.screen())
                .contains("rappel: stopped at once")
                .contains("host1  \"A mark\": /srv/mark")
                .contains("host1  \"Long work\": sleep  runs sleep 60")
                .doesNotContain("host2  \"");
    }

    @Test
    void a_terminal_that_can_only_print_gets_lines() throws Exception {
        LocalCommand.Result dumb =
                site.atTerminal("run", "--yes", "touch.yml", "-i", "hosts.yml")
                        .with("TERM", "dumb")
                        .run();
        assertThat(dumb.status()).as(dumb.out()).isZero();
        assertThat(site.written()).contains("✓ host1  A mark").doesNotContain("\u001b");
    }

    @Test
    void what_nobody_could_be_shown_is_no_success_but_a_reader_may_have_read_enough()
            throws Exception {
        String plan = "plan --no-save touch.yml -i hosts.yml";
        LocalCommand.Result full = site.shell(plan, ">/dev/full");
        assertThat(full.status()).isEqualTo(1);
        assertThat(full.err()).contains("standard output could not be written: No space left");

        LocalCommand.Result enough = site.shell(plan, "| head -n 1");
        assertThat(enough.status()).isZero();
        assertThat(enough.err()).isEmpty();
    }
}
