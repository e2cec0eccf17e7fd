package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What {@code rappel check} says of each kind of mistake. A case is a playbook in {@code
 * check/cases}, checked against {@code check/hosts.ini}; a first line {@code # args:} gives more
 * options. {@code -Dgolden.update=true} writes the expected output anew.
 */
final class CheckCommandTest {
    private static final Path FOLDER = Path.of("src/test/resources/check");
    private static final Path CASES = FOLDER.resolve("cases");
    private static final Path EXAMPLE = Path.of("../playbooks/examples/roll-service");

    private record Answer(int code, String out, String err) {}

    private static Answer rappel(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(words);
        return new Answer(code, out.toString(), err.toString());
    }

    private static Answer check(Path playbook, String... more) {
        List<String> words = new ArrayList<>(List.of("check", playbook.toString()));
        words.addAll(List.of("-i", FOLDER.resolve("hosts.ini").toString()));
        words.addAll(List.of(more));
        return rappel(words.toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> every_kind_of_mistake_is_said_as_it_was_agreed() throws IOException {
        List<Path> cases;
        try (Stream<Path> files = Files.list(CASES)) {
            cases = files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
        }
        assertThat(cases).hasSizeGreaterThan(40);
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> golden(c)));
    }

    private static void golden(Path playbook) throws IOException {
        String first = Files.readAllLines(playbook).getFirst();
        String[] more =
                first.startsWith("# args: ")
                        ? first.substring("# args: ".length()).split(" ")
                        : new String[0];
        Answer answer = check(playbook, more);
        String said = "exit " + answer.code() + "\n" + answer.out() + answer.err();
        Path expected = Path.of(playbook.toString().replaceAll("yml$", "txt"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, said);
        }
        assertThat(said).isEqualTo(Files.readString(expected));
        assertThat(said).doesNotContain("s3cr3t").doesNotContain("\tat ");
    }

    @Test
    void twenty_mistakes_give_twenty_diagnostics_with_positions() {
        Answer answer = check(CASES.resolve("twenty-mistakes.yml"));
        assertThat(answer.code()).isEqualTo(65);
        long positions =
                Pattern.compile("^ *--> .*\\.yml:\\d+:\\d+$", Pattern.MULTILINE)
                        .matcher(answer.err())
                        .results()
                        .count();
        assertThat(positions).isGreaterThanOrEqualTo(20);
    }

    @Test
    void json_gives_one_object_a_line_and_nothing_else() {
        Answer answer = check(CASES.resolve("twenty-mistakes.yml"), "--json");
        assertThat(answer.code()).isEqualTo(65);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines()).allMatch(l -> l.startsWith("{") && l.endsWith("}"));
        assertThat(answer.out()).contains("\"code\":\"R0301\"");
    }

    @Test
    void the_example_playbook_is_in_order() {
        Answer answer =
                rappel(
                        "check",
                        EXAMPLE.resolve("roll.yml").toString(),
                        "-i",
                        EXAMPLE.resolve("hosts.yml").toString());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("ok: 3 plays, 8 tasks, 3 hosts\n");
        assertThat(answer.code()).isZero();
    }

    @Test
    void an_inventory_and_a_file_of_variables_are_told_by_what_they_hold(@TempDir Path folder)
            throws IOException {
        Path variables = Files.writeString(folder.resolve("some.yml"), "port: 80\n");
        Answer answer =
                rappel("check", variables.toString(), FOLDER.resolve("hosts.ini").toString());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .startsWith("ok: 4 hosts, ")
                .contains("some.yml read as variables", "hosts.ini read as inventory");
    }

    @Test
    void a_list_of_tasks_is_not_checked_alone() {
        Answer answer = rappel("check", CASES.resolve("tasks/install.yml").toString());
        assertThat(answer.code()).isEqualTo(65);
        assertThat(answer.err()).contains("R0329");
    }

    @Test
    void a_file_that_is_not_there_is_a_mistake_and_no_crash() {
        Answer answer = rappel("check", "nowhere.yml");
        assertThat(answer.code()).isEqualTo(65);
        assertThat(answer.err()).contains("nowhere.yml").doesNotContain("Exception");
    }

    @Test
    void limit_and_extra_variables_count() {
        Path playbook = CASES.resolve("not-on-every-host.yml");
        assertThat(check(playbook, "-l", "app2").code()).isZero();
        assertThat(check(playbook, "-e", "rack=c").code()).isZero();
        assertThat(check(playbook).code()).isEqualTo(65);
    }

    @Test
    void extra_variables_may_stand_in_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("some.yml"), "rack: c\nother: [1, 2]\n");
        Answer answer = check(CASES.resolve("not-on-every-host.yml"), "-e", "@" + file);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(check(CASES.resolve("not-on-every-host.yml"), "-e", "@" + folder).err())
                .contains("R0102")
                .doesNotContain("\tat ");
    }

    @Test
    void how_hosts_are_reached_is_checked_and_a_mistake_of_a_group_is_said_once(
            @TempDir Path folder) throws IOException {
        String hosts =
                Files.writeString(
                                folder.resolve("hosts.ini"),
                                """
                                [web]
                                w1
                                w2 ansible_become=maybe
                                w3
                                [web:vars]
                                ansible_port=99999
                                ansible_host="{{ address }}"
                                [control]
                                localhost ansible_connection=local
                                """)
                        .toString();
        Answer alone = rappel("check", hosts);
        assertThat(alone.code()).isEqualTo(65);
        assertThat(alone.err())
                .containsOnlyOnce("error[R0209]")
                .contains("hosts.ini:6:1", "the same holds for 2 more hosts")
                .containsOnlyOnce("error[R0225]")
                .endsWith("\n2 errors in 1 file\n");
        String web =
                Files.writeString(
                                folder.resolve("web.yml"),
                                "- hosts: web\n  vars: {ansible_port: 22}\n  tasks: []\n")
                        .toString();
        assertThat(rappel("check", web, "-i", hosts, "-e", "ansible_become=no").code()).isZero();
        assertThat(rappel("check", web, "-i", hosts, "-e", "ansible_port=x").err())
                .contains("-e:1:1")
                .containsOnlyOnce("error[R0209]");
        String all =
                Files.writeString(folder.resolve("all.yml"), "- hosts: all\n  tasks: []\n")
                        .toString();
        assertThat(rappel("check", all, "-i", hosts).err())
                .contains("error[R0226]: `ansible_connection` of host `localhost`");
    }

    @Test
    void an_inventory_that_is_not_there_is_said_once() {
        Answer answer =
                rappel("check", EXAMPLE.resolve("roll.yml").toString(), "-i", "nowhere.yml");
        assertThat(answer.code()).isEqualTo(65);
        assertThat(answer.err()).contains("error[R0201]").doesNotContain("selects no host");
        assertThat(rappel("check", EXAMPLE.resolve("roll.yml").toString(), "-i", "").err())
                .contains("error[R0201]: an inventory without a name");
    }

    @Test
    void a_file_without_a_name_is_a_wrong_call_and_not_the_working_folder() {
        assertThat(rappel("check", "").code()).isEqualTo(64);
        assertThat(rappel("check", "nowhere").err()).contains("R0101").doesNotContain("inventory");
    }

    @Test
    void without_an_inventory_names_that_are_not_known_may_be_its_own() {
        Answer without = rappel("check", CASES.resolve("not-on-every-host.yml").toString());
        assertThat(without.code()).isEqualTo(65);
        assertThat(without.err()).contains("warning[R0336]", "give it with `-i INVENTORY`");
        assertThat(check(CASES.resolve("unknown-variable.yml")).err()).doesNotContain("R0336");
    }

    @Test
    void an_inventory_that_cannot_be_read_is_one_mistake() {
        Answer answer =
                rappel("check", CASES.resolve("not-on-every-host.yml").toString(), "-i", "nowhere");
        assertThat(answer.code()).isEqualTo(65);
        assertThat(answer.err()).contains("R0201").doesNotContain("R0234").doesNotContain("R0336");
    }

    @Test
    void every_code_of_playbooks_and_modules_is_explained() {
        Stream.of(
                        Arrays.stream(dev.rappel.engine.playbook.PlaybookCode.values()),
                        Arrays.stream(dev.rappel.engine.module.ModuleCode.values()))
                .flatMap(s -> s)
                .forEach(code -> {
                    Answer answer = rappel("explain", code.id());
                    assertThat(answer.code()).as(code.id()).isZero();
                    assertThat(answer.out()).startsWith("# " + code.id() + ": ");
                });
    }

    @Test
    void a_code_that_does_not_exist_is_said_to_be_none() {
        assertThat(rappel("explain", "R9999").code()).isEqualTo(64);
        assertThat(rappel("explain", "../x").code()).isEqualTo(64);
    }
}
