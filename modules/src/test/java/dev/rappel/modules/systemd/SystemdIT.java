package dev.rappel.modules.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.ssh.Links;
import dev.rappel.engine.ssh.Passphrases;
import dev.rappel.engine.ssh.SshTarget;
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
import dev.rappel.modules.Rounds;
import dev.rappel.modules.file.CopyArguments;
import dev.rappel.modules.file.CopyModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Units of a real systemd, over the engine's own connection, with a German locale. */
class SystemdIT {
    private static final String LAB = "systemd-it";
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();
    private static final Progress QUIET = what -> new Progress.Step() {};

    /** Runs until it is ended; what it was started with is in a file then. */
    private static final String PROGRAM =
            """
            #!/bin/sh
            # program one
            echo "$WORD" > "/run/$NAME.word"
            trap 'exit 0' TERM
            while :; do sleep 1 & wait $!; done
            """;

    private static Docker docker;
    private static Host host;
    private static Links links;
    private static HostAccess root;
    private static HostAccess user;

    private final SystemdModule module = new SystemdModule();
    private final CopyModule copy = new CopyModule();

    @BeforeAll
    static void up() throws Exception {
        docker = Docker.ready(CACHE, QUIET);
        HostOptions odd = HostOptions.standard().withGermanLocale().withNoexecTmp();
        host = Hosts.up(docker, CACHE, LAB, List.of(new HostSpec("odd", odd)), QUIET).host("odd");
        SshTarget target =
                new SshTarget(
                        host.name(),
                        host.name(),
                        OptionalInt.empty(),
                        Optional.of(host.user()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("-F", host.folder().sshConfig().toString()),
                        Optional.empty());
        links = Links.open(List.of(target), Passphrases.NONE);
        root = links.to("odd", Rights.of("root"));
        user = links.to("odd", Rights.LOGIN);
    }

    @AfterAll
    static void down() throws Exception {
        if (links != null) {
            links.close();
        }
        Hosts.down(docker, CACHE, LAB, QUIET);
    }

    private static String out(String script, String... args) throws Exception {
        return host.exec(script, args).out().strip();
    }

    private static String program(String name) {
        return "/usr/local/bin/" + name + "-program";
    }

    /** A unit with a program that is a shell script. */
    private static void install(String name, String program, String more) throws Exception {
        host.putText(program, program(name), "755", "root:root");
        host.putText(unit(name, more), unitPath(name), "644", "root:root");
    }

    private static String unitPath(String name) {
        return "/etc/systemd/system/" + name + ".service";
    }

    private static String unit(String name, String more) {
        return """
        [Unit]
        Description=%1$s
        [Service]
        Environment=NAME=%1$s
        ExecStart=%2$s
        Restart=on-failure
        %3$s
        [Install]
        WantedBy=multi-user.target
        """
                .formatted(name, program(name), more);
    }

    private static SystemdArguments started(String name) {
        return args(name, SystemdArguments.State.STARTED, Map.of(), List.of());
    }

    private static SystemdArguments args(
            String name,
            SystemdArguments.State state,
            Map<String, String> dropIns,
            List<String> reads) {
        return new SystemdArguments(
                name,
                Optional.of(state),
                Optional.empty(),
                Optional.empty(),
                dropIns,
                reads,
                true,
                Duration.ofSeconds(30));
    }

    private static SystemdArguments file(
            String name, Optional<Boolean> enabled, Optional<Boolean> masked) {
        return new SystemdArguments(
                name,
                Optional.empty(),
                enabled,
                masked,
                Map.of(),
                List.of(),
                true,
                Duration.ofSeconds(30));
    }

    private static List<String> words(List<Act> acts) {
        return acts.stream().map(a -> a.kind() + " " + a.description()).toList();
    }

    private List<String> run(SystemdArguments args) throws Exception {
        return words(Rounds.run(root, module, Call.of(args)).acts());
    }

    private void settled(SystemdArguments args) throws Exception {
        assertThat(Rounds.diff(root, module, Call.of(args))).isInstanceOf(Change.None.class);
    }

    private static Call<CopyArguments> content(String dest, String text) {
        return Call.of(
                new CopyArguments(
                        Optional.empty(),
                        Optional.of(text),
                        dest,
                        Optional.empty(),
                        Optional.empty(),
                        FileMode.parse("0755"),
                        Optional.empty()));
    }

    @Test
    void a_service_is_started_and_enabled_and_then_one_question_tells_that_all_is_well()
            throws Exception {
        install("once", PROGRAM, "Environment=WORD=hello");
        var both =
                new SystemdArguments(
                        "once",
                        Optional.of(SystemdArguments.State.STARTED),
                        Optional.of(true),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        true,
                        Duration.ofSeconds(30));
        var round = Rounds.run(root, module, Call.of(both));
        assertThat(words(round.acts())).containsExactly("CHANGE enable", "CHANGE start");
        assertThat(out("systemctl is-active once; systemctl is-enabled once; cat /run/once.word"))
                .isEqualTo("active\nenabled\nhello");
        assertThat(round.result().fields().get("restarted")).isEqualTo(new Value.Bool(false));
        assertThat(module.observe(Call.of(both))).isInstanceOf(Observation.Scripted.class);
        settled(both);
        Rounds.undo(root, module, round.undo());
        assertThat(out("systemctl is-active once; systemctl is-enabled once; :"))
                .isEqualTo("inactive\ndisabled");
    }

    @Test
    void a_program_that_is_replaced_by_rename_is_restarted_exactly_once() throws Exception {
        install("binary", PROGRAM, "");
        String swap =
                "cp /usr/bin/sleep \"$1.new\" && printf %s \"$2\" >> \"$1.new\" && mv \"$1.new\" \"$1\"";
        host.putText(
                unit("binary", "").replace(program("binary"), program("binary") + " infinity"),
                unitPath("binary"),
                "644",
                "root:root");
        out(swap, program("binary"), "one");
        run(started("binary"));
        settled(started("binary"));
        String pid = out("systemctl show --value -p MainPID binary");
        out(swap, program("binary"), "two");
        assertThat(run(started("binary"))).containsExactly("INTERRUPT restart");
        assertThat(out("systemctl show --value -p MainPID binary")).isNotEqualTo(pid);
        settled(started("binary"));
        // The same bytes in another file are no reason to restart.
        out(swap, program("binary"), "two");
        settled(started("binary"));
    }

    @Test
    void a_service_that_somebody_else_started_is_restarted_only_when_it_is_older_than_its_files()
            throws Exception {
        install("others", PROGRAM, "");
        out("sleep 0.3; systemctl daemon-reload; systemctl start others");
        settled(started("others"));
        host.putText(PROGRAM + "# two\n", program("others"), "755", "root:root");
        assertThat(run(started("others"))).containsExactly("INTERRUPT restart");
        settled(started("others"));
        // Somebody restarts it once more: nothing to do. And again after a change: nothing either.
        out("systemctl restart others");
        settled(started("others"));
        host.putText(PROGRAM + "# three\n", program("others"), "755", "root:root");
        out("sleep 0.3; systemctl restart others");
        settled(started("others"));
    }

    @Test
    void a_change_of_unit_environment_file_or_own_file_needs_one_restart_each() throws Exception {
        install("files", PROGRAM, "EnvironmentFile=-/etc/files.env");
        var args =
                args("files", SystemdArguments.State.STARTED, Map.of(), List.of("/etc/files.conf"));
        assertThat(run(args)).containsExactly("CHANGE start");
        host.putText("WORD=first\n", "/etc/files.env", "644", "root:root");
        assertThat(run(args)).containsExactly("INTERRUPT restart");
        assertThat(out("cat /run/files.word")).isEqualTo("first");
        settled(args);
        host.putText("a = 1\n", "/etc/files.conf", "644", "root:root");
        assertThat(run(args)).containsExactly("INTERRUPT restart");
        settled(args);
        out("touch /etc/files.env /etc/files.conf");
        settled(args);
        host.putText(
                unit("files", "Environment=WORD=second"), unitPath("files"), "644", "root:root");
        assertThat(run(args)).containsExactly("INTERRUPT restart");
        assertThat(out("cat /run/files.word; systemctl show --value -p NeedDaemonReload files"))
                .isEqualTo("second\nno");
        settled(args);
    }

    @Test
    void a_drop_in_is_written_takes_effect_and_goes_again() throws Exception {
        install("drop", PROGRAM, "Environment=WORD=plain");
        run(started("drop"));
        var wanted =
                args(
                        "drop",
                        SystemdArguments.State.STARTED,
                        Map.of("10-word.conf", "[Service]\nEnvironment=WORD=dropped\n"),
                        List.of());
        var round = Rounds.run(root, module, Call.of(wanted));
        assertThat(words(round.acts())).containsExactly("CREATE new", "INTERRUPT restart");
        assertThat(out("cat /run/drop.word")).isEqualTo("dropped");
        settled(wanted);
        Rounds.undo(root, module, round.undo());
        assertThat(out("cat /run/drop.word; ls /etc/systemd/system/drop.service.d 2>&1 | wc -l"))
                .startsWith("plain");
        settled(started("drop"));
    }

    @Test
    void a_unit_is_enabled_disabled_masked_and_unmasked_and_put_back() throws Exception {
        install("states", PROGRAM, "");
        out("mv /etc/systemd/system/states.service /usr/lib/systemd/system/");
        var enable = file("states", Optional.of(true), Optional.empty());
        assertThat(run(enable)).containsExactly("CHANGE enable");
        settled(enable);
        assertThat(run(file("states", Optional.of(false), Optional.empty())))
                .containsExactly("CHANGE disable");
        var mask = file("states", Optional.empty(), Optional.of(true));
        var round = Rounds.run(root, module, Call.of(mask));
        assertThat(out("systemctl is-enabled states; :")).isEqualTo("masked");
        assertThat(Rounds.diff(root, module, Call.of(started("states"))))
                .isInstanceOf(Change.Blocked.class);
        Rounds.undo(root, module, round.undo());
        assertThat(out("systemctl is-enabled states; :")).isEqualTo("disabled");
        run(mask);
        var unmask = file("states", Optional.empty(), Optional.of(false));
        assertThat(run(unmask)).containsExactly("CHANGE unmask");
        settled(unmask);
    }

    @Test
    void a_program_that_crashes_at_the_start_fails_with_its_last_words_and_the_old_one_comes_back()
            throws Exception {
        install("crash", PROGRAM, "Environment=WORD=good");
        run(started("crash"));
        out("rm /run/crash.word");
        Call<CopyArguments> bad =
                content(
                        program("crash"),
                        "#!/bin/sh\necho 'the port is taken' >&2\nsleep 0.2\nexit 3\n");
        Undo old = Rounds.run(root, copy, bad).undo();
        Call<SystemdArguments> call = Call.of(started("crash"));
        UnitState before = Rounds.observe(root, module, call);
        var some = (Change.Some<UnitState>) module.diff(before, call);
        assertThat(words(some.acts())).containsExactly("INTERRUPT restart");
        Undo back = module.wayBack(before, call, some);
        Failure failure =
                catchThrowableOfType(
                        Failure.class, () -> module.act(root, call, some.acts().getFirst()));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.FAILED);
        assertThat(failure.what()).isEqualTo("crash.service does not stay up");
        assertThat(failure.why()).contains("status 3");
        assertThat(failure.evidence()).contains("the port is taken");
        // As the engine does it: what came last goes first, then what depends on all.
        for (Step step : ((Undo.Steps) back).steps()) {
            module.undo(root, step);
        }
        Rounds.undo(root, copy, old);
        for (Step step : ((Undo.Steps) back).then()) {
            module.undo(root, step);
        }
        assertThat(
                        out(
                                "systemctl is-active crash; cat /run/crash.word; sed -n 2p \"$1\"",
                                program("crash")))
                .isEqualTo("active\ngood\n# program one");
        settled(started("crash"));
    }

    @Test
    void a_program_that_cannot_be_run_and_a_unit_that_is_not_there_are_told() throws Exception {
        install("broken", "no program\n", "");
        out("chmod 644 \"$1\"", program("broken"));
        Call<SystemdArguments> call = Call.of(started("broken"));
        var some = (Change.Some<UnitState>) Rounds.diff(root, module, call);
        Failure failure =
                catchThrowableOfType(
                        Failure.class, () -> module.act(root, call, some.acts().getFirst()));
        assertThat(failure).isNotNull();
        assertThat(failure.why()).contains("203");
        assertThat(failure.evidence()).anyMatch(l -> l.contains("Permission denied"));
        assertThat(Rounds.diff(root, module, Call.of(started("nobody"))))
                .isInstanceOf(Change.Blocked.class);
    }

    @Test
    void a_service_is_stopped_and_comes_back_when_that_is_undone() throws Exception {
        install("stops", PROGRAM, "");
        run(started("stops"));
        var stopped = args("stops", SystemdArguments.State.STOPPED, Map.of(), List.of());
        var round = Rounds.run(root, module, Call.of(stopped));
        assertThat(words(round.acts())).containsExactly("INTERRUPT stop");
        assertThat(out("systemctl is-active stops; :")).isEqualTo("inactive");
        settled(stopped);
        Rounds.undo(root, module, round.undo());
        assertThat(out("systemctl is-active stops")).isEqualTo("active");
        settled(started("stops"));
    }

    @Test
    void without_roots_rights_it_is_said_that_they_are_needed() throws Exception {
        install("rights", PROGRAM, "");
        var call = Call.of(started("rights"));
        var start = (Change.Some<UnitState>) Rounds.diff(user, module, call);
        Failure failure =
                catchThrowableOfType(
                        Failure.class, () -> module.act(user, call, start.acts().getFirst()));
        assertThat(failure).isNotNull();
        assertThat(failure.help()).contains("become: true");
        run(started("rights"));
        assertThat(Rounds.diff(user, module, call))
                .isInstanceOfSatisfying(
                        Change.Blocked.class, b -> assertThat(b.help()).contains("become: true"));
    }

    @Test
    void a_one_shot_does_its_work_once_for_a_task() throws Exception {
        install("shot", "#!/bin/sh\necho done >> /run/shot.log\n", "Type=oneshot");
        out("sed -i s/^Restart=.*// \"$1\"", unitPath("shot"));
        assertThat(run(started("shot"))).containsExactly("CHANGE start");
        assertThat(out("wc -l < /run/shot.log")).isEqualTo("1");
    }
}
