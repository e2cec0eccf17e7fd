package dev.rappel.modules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.FileMode;
import dev.rappel.engine.value.Value;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.modules.LabAccess;
import dev.rappel.modules.Rounds;
import dev.rappel.modules.command.CommandArguments;
import dev.rappel.modules.command.CommandModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each module on a real host with a German locale and a /tmp that executes nothing: seen, changed,
 * seen to be right, put back.
 */
class FilesIT {
    private static final String LAB = "files-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final Progress QUIET =
            what ->
                    new Progress.Step() {
                        @Override
                        public void done() {}

                        @Override
                        public void done(String outcome) {}
                    };

    private static Docker docker;
    private static Host host;
    private static LabAccess root;
    private static LabAccess user;

    private final CopyModule copy = new CopyModule();
    private final FileModule file = new FileModule();
    private final TemplateModule template = new TemplateModule();
    private final CommandModule command = new CommandModule();

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, QUIET);
        HostOptions odd = HostOptions.standard().withGermanLocale().withNoexecTmp();
        host = Hosts.up(docker, CACHE, LAB, List.of(new HostSpec("odd", odd)), QUIET).host("odd");
        root = new LabAccess(host, true);
        user = new LabAccess(host, false);
    }

    @AfterAll
    static void down() throws Exception {
        Hosts.down(docker, CACHE, LAB, QUIET);
    }

    private static Call<CopyArguments> content(
            String dest, String content, Optional<String> owner, String mode) {
        return Call.of(
                new CopyArguments(
                        Optional.empty(),
                        Optional.of(content),
                        dest,
                        owner,
                        Optional.empty(),
                        FileMode.parse(mode),
                        Optional.empty()));
    }

    private static Call<FileArguments> path(
            String path,
            FileArguments.State state,
            Optional<String> src,
            Optional<String> owner,
            String mode,
            boolean recurse) {
        return Call.of(
                new FileArguments(
                        path, state, src, owner, Optional.empty(), FileMode.parse(mode), recurse));
    }

    private static String out(String script, String... args) throws Exception {
        return host.exec(script, args).out();
    }

    @Test
    void a_file_with_an_odd_name_is_made_for_another_user_and_taken_away() throws Exception {
        String dest = "/srv/it's \"ä\"\n$(id) *.conf";
        Call<CopyArguments> call = content(dest, "grün\n'\"$x\n", Optional.of("daemon"), "4750");
        assertThat(Rounds.diff(user, copy, call)).isInstanceOf(Change.Blocked.class);
        var round = Rounds.run(root, copy, call);
        assertThat(out("stat -c '%U:%G %a' -- \"$1\"; cat -- \"$1\"", dest))
                .isEqualTo("daemon:daemon 4750\ngrün\n'\"$x\n");
        Rounds.undo(root, copy, round.undo());
        assertThat(out("ls -A /srv")).isEmpty();
    }

    @Test
    void a_large_program_is_replaced_and_comes_back_as_the_same_file(@TempDir Path here)
            throws Exception {
        byte[] bytes = new byte[25_000_000];
        new Random(7).nextBytes(bytes);
        Path local = Files.write(here.resolve("prog"), bytes);
        host.putText("#!/bin/sh\necho old\n", "/usr/local/bin/prog", "0755", "daemon:adm");
        String before = out("stat -c '%i %U:%G %a %Y' /usr/local/bin/prog");
        Call<CopyArguments> call =
                new Call<>(
                        new CopyArguments(
                                Optional.of(local.toString()),
                                Optional.empty(),
                                "/usr/local/bin/prog",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Map.of(),
                        Map.of(),
                        Map.of("src", new Content.Local(local, Digest.sha256(bytes), bytes.length)),
                        Set.of(),
                        Optional.empty());
        var round = Rounds.run(root, copy, call);
        assertThat(round.acts().getFirst().description()).isEqualTo("content, 19 bytes → 25 MB");
        assertThat(out("stat -c '%U:%G %a %s' /usr/local/bin/prog"))
                .isEqualTo("daemon:adm 755 25000000\n");
        Rounds.undo(root, copy, round.undo());
        assertThat(out("stat -c '%i %U:%G %a %Y' /usr/local/bin/prog")).isEqualTo(before);
        assertThat(out("ls -A /usr/local/bin | grep -c rappel").strip()).isEqualTo("0");
    }

    @Test
    void a_template_is_checked_in_place_where_tmp_executes_nothing() throws Exception {
        String text = "echo hello\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Call<TemplateArguments> call =
                new Call<>(
                        new TemplateArguments(
                                "x.mustache",
                                "/tmp/greet.sh",
                                Optional.empty(),
                                Optional.empty(),
                                FileMode.parse("0600"),
                                Optional.of("/bin/sh -n %s")),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "src",
                                new Content.Inline(
                                        new Value.Secret(new Value.Text(text)),
                                        Digest.sha256(bytes),
                                        bytes.length)),
                        Set.of(),
                        Optional.empty());
        var round = Rounds.run(user, template, call);
        assertThat(round.acts().toString()).doesNotContain("hello");
        assertThat(out("stat -c '%U %a' /tmp/greet.sh; cat /tmp/greet.sh"))
                .isEqualTo("ops 600\necho hello\n");
        Rounds.undo(user, template, round.undo());
        assertThat(out("ls /tmp | grep -c greet").strip()).isEqualTo("0");
    }

    @Test
    void what_a_user_may_not_see_is_refused_with_a_way_out() {
        Call<CopyArguments> call = content("/root/x", "a", Optional.empty(), "0600");
        assertThatThrownBy(() -> Rounds.diff(user, copy, call))
                .isInstanceOfSatisfying(
                        Failure.class,
                        f -> {
                            assertThat(f.why()).isEqualTo("Permission denied");
                            assertThat(f.help()).contains("become: true");
                        });
    }

    @Test
    void folders_rights_links_and_removal_are_taken_back_in_reverse() throws Exception {
        host.exec("mkdir -p /opt/app/v1; echo 1 >'/opt/app/v1/a b'; ln -s v1 /opt/app/current");
        String listing = "cd /opt && find . | sort | xargs -d '\\n' stat -c '%n %U:%G %a %F %N'";
        String before = out(listing);
        var folders =
                Rounds.run(
                        root,
                        file,
                        path(
                                "/opt/app/v2/deep",
                                FileArguments.State.DIRECTORY,
                                Optional.empty(),
                                Optional.of("daemon"),
                                "0750",
                                false));
        var rights =
                Rounds.run(
                        root,
                        file,
                        path(
                                "/opt/app",
                                FileArguments.State.DIRECTORY,
                                Optional.empty(),
                                Optional.of("ops"),
                                "",
                                true));
        var link =
                Rounds.run(
                        root,
                        file,
                        path(
                                "/opt/app/current",
                                FileArguments.State.LINK,
                                Optional.of("v2"),
                                Optional.empty(),
                                "",
                                false));
        var removal =
                Rounds.run(
                        root,
                        file,
                        path(
                                "/opt/app/v1",
                                FileArguments.State.ABSENT,
                                Optional.empty(),
                                Optional.empty(),
                                "",
                                false));
        assertThat(out(listing))
                .contains("./app/v2/deep ops:daemon 750")
                .contains("current' -> 'v2'")
                .doesNotContain("./app/v1");
        for (var round : List.of(removal, link, rights, folders)) {
            Rounds.undo(root, file, round.undo());
        }
        assertThat(out(listing)).isEqualTo(before);
    }

    @Test
    void a_command_runs_as_the_tasks_user_and_once() throws Exception {
        Call<CommandArguments> call =
                Call.of(
                        new CommandArguments(
                                Optional.empty(),
                                Optional.of(
                                        List.of(
                                                "sh",
                                                "-c",
                                                "id -un; cat; echo \"$WHO\"; ls /nope; touch '.do ne'")),
                                Optional.of("/var/lib"),
                                Optional.of(".do*e"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("in\n"),
                                Map.of("WHO", "it's\nme"),
                                List.of(0),
                                Duration.ofMinutes(1),
                                false));
        var round = Rounds.run(root, command, call);
        assertThat(round.result().fields())
                .containsEntry("stdout", new Value.Text("root\nin\nit's\nme"))
                .hasEntrySatisfying(
                        "stderr",
                        v -> assertThat(v.toString()).contains("No such file or directory"));
        assertThat(Rounds.diff(root, command, call)).isInstanceOf(Change.None.class);
    }
}
