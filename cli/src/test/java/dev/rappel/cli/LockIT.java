package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.run.JournalReader;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once on one host, and a run that is killed. */
final class LockIT {
    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void up() throws Exception {
        site = Site.up("proof5-lock", 2, folder);
        site.write(
                "long.yml",
                """
                - hosts: host1
                  become: true
                  tasks:
                    - name: Mark
                      copy: {content: "first\\n", dest: /srv/mark}
                    - name: Long work
                      command: sleep 120
                """);
        site.write(
                "quick.yml",
                """
                - hosts: all
                  become: true
                  tasks:
                    - name: Mark
                      copy: {content: "second\\n", dest: /srv/second}
                """);
    }

    @AfterAll
    static void down() throws Exception {
        site.down();
    }

    @BeforeEach
    void clean() throws Exception {
        site.reset();
    }

    private static Process longRun(Path output) throws Exception {
        Process run = site.started(output, "run", "--yes", "long.yml", "-i", "hosts.yml");
        while (site.on("host1", "pgrep -x sleep").isBlank()) {
            assertThat(run.isAlive()).as(Files.readString(output)).isTrue();
            TimeUnit.MILLISECONDS.sleep(30);
        }
        return run;
    }

    private static LocalCommand.Result quick() throws Exception {
        return site.rappel("run", "--yes", "quick.yml", "-i", "hosts.yml").run();
    }

    @Test
    void the_second_run_is_told_who_has_the_host_and_since_when_and_touches_nothing()
            throws Exception {
        Process first = longRun(folder.resolve("first.txt"));
        String holder = site.lastRun().getFileName().toString();
        try {
            LocalCommand.Result second = quick();

            assertThat(second.status()).as(second.out() + second.err()).isEqualTo(6);
            assertThat(second.out())
                    .contains("another run is at work on host1")
                    .contains("run " + holder + ", process " + first.pid())
                    .containsPattern("has it since 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")
                    .contains("wait for it to end")
                    .contains("- host2  not touched");
            assertThat(site.on("host1", "ls /srv")).isEqualTo("mark\n");
            assertThat(site.on("host2", "ls /srv")).isEmpty();
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    @Test
    void
            a_run_that_is_killed_frees_its_hosts_at_once_and_its_journal_is_read_up_to_the_last_whole_line()
                    throws Exception {
        Process first = longRun(folder.resolve("killed.txt"));
        Path journal = site.lastRun().resolve("journal.jsonl");

        first.destroyForcibly().waitFor();
        // The next one begins while the first one's command is still running on the host.
        LocalCommand.Result second = quick();

        assertThat(second.status()).as(second.out() + second.err()).isZero();
        assertThat(site.on("host1", "cat /srv/second")).isEqualTo("second\n");

        List<JournalReader.Line> whole = JournalReader.read(journal);
        assertThat(whole.getLast().kind()).isEqualTo("begin");
        assertThat(whole).extracting(JournalReader.Line::kind).contains("change", "done");
        // What kill -9 leaves of a line that was being written.
        Files.writeString(
                journal,
                "{\"seq\":" + (whole.size() + 1) + ",\"at\":\"2026-",
                StandardOpenOption.APPEND);
        assertThat(JournalReader.read(journal)).hasSameSizeAs(whole);
    }
}
