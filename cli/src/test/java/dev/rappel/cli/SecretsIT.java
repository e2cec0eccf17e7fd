package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.LocalCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach the files and programs that need them, and nothing else at all. */
final class SecretsIT {
    /** In two halves, so that what looks for them does not carry them itself. */
    private static final List<String> SECRETS = List.of("hunter" + "2-Xq9wz", "tok-7Zz" + "81kQ");

    private static final String PLAYBOOK =
            """
            - name: Secrets
              hosts: host1
              become: true
              secrets: [token]
              vars:
                password: !secret %s
                token: %s
              tasks:
                - name: Template
                  template: {src: app.conf, dest: /srv/app.conf, mode: "0600"}
                - name: Content
                  copy: {content: "{{password}}\\n", dest: /srv/content, mode: "0600"}
                - name: Environment and input
                  command:
                    argv: [/bin/sh, -c, 'cat >/srv/input; printf "%%s" "$APP_TOKEN" >/srv/token; sleep 2']
                    environment: {APP_TOKEN: "{{token}}"}
                    stdin: "{{password}}"
                - name: Answer
                  command: {argv: [cat, /srv/input, /srv/token], read_only: true}
                  register: answer
                - name: Shown
                  debug: {msg: "it says {{answer.stdout}} and {{token}}"}
                - name: Last
                  command: {argv: [/bin/sh, -c, 'cat /srv/input /srv/token >&2; exit %s'], creates: /srv/never}
            """;

    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void up() throws Exception {
        site = Site.up("proof5-secret", 1, folder);
        site.write("app.conf", "password={{password}} token={{token}}\n");
        site.write("secrets.yml", PLAYBOOK.formatted(SECRETS.getFirst(), SECRETS.getLast(), "0"));
        site.write("fails.yml", PLAYBOOK.formatted(SECRETS.getFirst(), SECRETS.getLast(), "3"));
    }

    @AfterAll
    static void down() throws Exception {
        site.down();
    }

    @AfterEach
    void clean() throws Exception {
        site.reset();
    }

    private static void hidden(String what, String text) {
        SECRETS.forEach(secret -> assertThat(text).as(what).doesNotContain(secret));
    }

    /** All that is left in the folder, but for the files that the test wrote. */
    private static List<Path> leftBehind() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.endsWith("secrets.yml") && !f.endsWith("fails.yml"))
                    .toList();
        }
    }

    private static void nothingIsLeftBehind() throws Exception {
        assertThat(site.lastRun().resolve("journal.jsonl")).isNotEmptyFile();
        assertThat(site.lastRun().resolve("debug.log")).exists();
        for (Path file : leftBehind()) {
            hidden(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void neither_plan_nor_journal_nor_log_nor_console_nor_process_lists_show_one()
            throws Exception {
        LocalCommand.Result plan =
                site.rappel("plan", "-v", "secrets.yml", "-i", "hosts.yml", "--out", "plan.json")
                        .run();
        assertThat(plan.status()).as(plan.err()).isZero();
        hidden("plan", plan.out() + plan.err());

        Path output = folder.resolve("output.txt");
        Process run = site.started(output, "run", "-v", "--yes", "plan.json");
        StringBuilder processes = new StringBuilder();
        boolean slept = false;
        while (run.isAlive()) {
            String seen =
                    site.on(
                            "host1",
                            "cat /proc/[0-9]*/cmdline | tr '\\0' ' ';"
                                    // What any other user may read.
                                    + " su nobody -s /bin/sh -c 'cat /proc/[0-9]*/cmdline"
                                    + " /proc/[0-9]*/environ 2>/dev/null' | tr '\\0' ' '");
            slept |= seen.contains("sleep 2");
            processes.append(seen);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        String shown = Files.readString(output);

        assertThat(run.exitValue()).as(shown).isNotEqualTo(0);
        assertThat(shown).contains("•••");
        assertThat(slept).as("the processes were seen while the command ran").isTrue();
        hidden("processes", processes.toString());
        nothingIsLeftBehind();
    }

    @Test
    void json_lines_and_a_failure_that_quotes_the_program_show_none() throws Exception {
        List<LocalCommand.Result> results = new ArrayList<>();
        results.add(
                site.rappel("plan", "--json", "fails.yml", "-i", "hosts.yml", "--no-save").run());
        results.add(
                site.rappel("run", "--yes", "--json", "-v", "fails.yml", "-i", "hosts.yml").run());
        assertThat(results.getLast().status()).as(results.getLast().out()).isEqualTo(9);
        assertThat(results.getLast().out()).contains("\"run_ended\"", "•••");
        results.add(site.rappel("run", "--yes", "-v", "fails.yml", "-i", "hosts.yml").run());
        assertThat(results.getLast().out()).contains("ended with status 3", "| •••");

        results.forEach(r -> hidden(r.words().toString(), r.out() + r.err()));
        nothingIsLeftBehind();
    }

    @Test
    void the_programs_and_files_that_need_them_do_get_them() throws Exception {
        LocalCommand.Result _ = site.rappel("run", "--yes", "secrets.yml", "-i", "hosts.yml").run();

        assertThat(site.on("host1", "cat /srv/input").strip()).isEqualTo(SECRETS.getFirst());
        assertThat(site.on("host1", "cat /srv/token").strip()).isEqualTo(SECRETS.getLast());
    }
}
