package dev.rappel.modules.etcd.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.ssh.Links;
import dev.rappel.engine.ssh.Passphrases;
import dev.rappel.engine.ssh.SshTarget;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Version;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ConfigStyle;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.config.MemberConfig;
import dev.rappel.modules.etcd.version.Minor;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real member in each style: read, rewritten, restarted, broken and put back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostModulesIT {
    private static final String LAB = "it-etcdconf";
    private static final Progress QUIET =
            what ->
                    new Progress.Step() {
                        @Override
                        public void done() {}

                        @Override
                        public void done(String outcome) {}
                    };
    private static final Version V36 = Version.parse("3.6.14").orElseThrow();

    private static final Duration TIME = Duration.ofSeconds(60);
    private static final String SHOW =
            "systemctl show slow -p ActiveState,NRestarts,TimeoutStartUSec,NeedDaemonReload";

    private final CacheFolder cache = CacheFolder.ofThisUser();
    private Docker docker;
    private Hosts hosts;
    private Host machine;
    private Links links;
    private HostAccess host;
    private Release old;
    private Release next;

    @BeforeAll
    void up() throws Failure, InterruptedException {
        docker = Docker.ready(cache, QUIET);
        Hosts.down(docker, cache, LAB, QUIET);
        hosts = Hosts.up(docker, cache, LAB, List.of(HostSpec.standard("n1")), QUIET);
        machine = hosts.targets().getFirst();
        String config = hosts.folder().sshConfig().toString();
        links =
                Links.open(
                        List.of(
                                SshTarget.of(machine.name(), machine.name())
                                        .withArguments(List.of("-F", config))),
                        Passphrases.NONE);
        host = links.to(machine.name(), Rights.of("root"));
        ReleaseStore store = ReleaseStore.ofThisUser();
        old = store.get(new EtcdVersion(3, 7, 1), Arch.here(), QUIET);
        next = store.get(new EtcdVersion(3, 6, 14), Arch.here(), QUIET);
    }

    @AfterAll
    void down() throws Failure, InterruptedException {
        if (links != null) {
            links.close();
        }
        if (docker != null) {
            Hosts.down(docker, cache, LAB, QUIET);
        }
    }

    @ParameterizedTest
    @EnumSource(ConfigStyle.class)
    void a_member_is_changed_and_a_program_that_does_not_serve_is_put_back(ConfigStyle style)
            throws Exception {
        ClusterSpec spec =
                ClusterSpec.of(1, old.version())
                        .style(style)
                        .flag("feature-gates", "FastLeaseKeepAlive=true,InitialCorruptCheck=true");
        Cluster.start(
                spec, List.of(machine), old, hosts.folder().path().resolve(style.word()), QUIET);
        host.run(Script.of("rm -rf /var/lib/rappel", Duration.ofSeconds(9)));

        Call<ConfigArguments> config =
                Call.of(
                        new ConfigArguments(
                                "etcd", Optional.of(Version.parse("3.7").orElseThrow()), V36));
        MemberOnHost before = observe(new ConfigModule(Sums.none()), config);
        assertThat(before.isWell()).isTrue();
        assertThat(before.installed().map(Version::written)).contains("3.7.1");
        MemberConfig read = before.config(new Minor(3, 7));
        assertThat(read.trouble()).isEmpty();
        assertThat(before.dataFolder(read)).isPresent();
        assertThat(HostFindings.of(before, new Minor(3, 7), new Minor(3, 6), Optional.empty()))
                .isEmpty();

        StartModule starts = new StartModule(Sums.none());
        Call<StartArguments> start = Call.of(start());
        assertThat(starts.diff(observe(starts, start), start)).isInstanceOf(Change.None.class);

        BinaryModule binaries = new BinaryModule(Sums.none(), new Releases(Sums.none()));
        done(binaries, binary(true));
        Undo configBack = done(new ConfigModule(Sums.none()), config);
        done(starts, start);
        MemberOnHost gone = observe(new ConfigModule(Sums.none()), config);
        assertThat(gone.isWell()).isTrue();
        assertThat(
                        gone.process().orElseThrow().command().toString()
                                + gone.process().get().environment())
                .doesNotContain("FastLeaseKeepAlive");

        Undo binaryBack = done(binaries, binary(false));
        StartState stale = observe(starts, start);
        assertThat(stale.oldProgram()).isTrue();
        Change.Some<StartState> change = (Change.Some<StartState>) starts.diff(stale, start);
        Failure failure =
                catchThrowableOfType(
                        Failure.class, () -> starts.act(host, start, change.acts().getFirst()));
        assertThat(failure).isNotNull();
        assertThat(failure.why()).contains("ended right after its start").contains("3.7.0");

        Undo.Steps startBack = (Undo.Steps) starts.wayBack(stale, start, change);
        undo(starts, startBack.steps());
        undo(binaries, ((Undo.Steps) binaryBack).steps());
        undo(new ConfigModule(Sums.none()), ((Undo.Steps) configBack).steps());
        undo(starts, startBack.then());

        MemberOnHost after = observe(new ConfigModule(Sums.none()), config);
        assertThat(after.isWell()).isTrue();
        assertThat(after.process().orElseThrow().version().map(Version::written)).contains("3.7.1");
        assertThat(texts(after)).isEqualTo(texts(before));
    }

    /** systemd would end it after three seconds, and is told otherwise while it starts. */
    @Test
    void a_start_that_takes_longer_than_its_unit_allows_is_given_time() throws Exception {
        host.run(
                Script.of(
                        """
                        printf '#!/bin/sh\nsleep 6\nsystemd-notify --ready\nexec sleep 1000\n' > /usr/local/bin/slow
                        chmod 755 /usr/local/bin/slow
                        printf '[Service]\nType=notify\nNotifyAccess=all\nTimeoutStartSec=3\nExecStart=/usr/local/bin/slow\n' \
                          > /etc/systemd/system/slow.service
                        systemctl daemon-reload
                        """,
                        Duration.ofSeconds(9)));
        var _ = Work.one(host, "slow", Work.run("start.sh", TIME, "slow.service", "30", "start"));
        assertThat(host.run(Script.of(SHOW, TIME)).out())
                .contains("ActiveState=active", "NRestarts=0", "TimeoutStartUSec=3s");
        Failure late =
                catchThrowableOfType(
                        Failure.class,
                        () ->
                                Work.one(
                                        host,
                                        "slow",
                                        Work.run(
                                                "start.sh", TIME, "slow.service", "4", "restart")));
        assertThat(late.why()).contains("it did not serve within 4 s");
        assertThat(host.run(Script.of(SHOW, TIME)).out())
                .contains("ActiveState=inactive", "TimeoutStartUSec=3s", "NeedDaemonReload=no");
    }

    private static List<String> texts(MemberOnHost member) {
        return member.texts().stream()
                .map(t -> t.path() + " " + t.mode() + " " + t.owner() + "\n" + t.text())
                .toList();
    }

    private static StartArguments start() {
        return new StartArguments(Duration.ofSeconds(30), false, false, Access.OF_MEMBERS);
    }

    private Call<BinaryArguments> binary(boolean stage) throws Exception {
        return new Call<>(
                new BinaryArguments(V36, next.archive().toString(), stage, "etcd"),
                Map.of(),
                Map.of(),
                Map.of(
                        "archive",
                        new Content.Local(
                                next.archive(), next.sha256(), Files.size(next.archive()))),
                Set.of(),
                Optional.empty());
    }

    /** Does all that is to do, proves that nothing is left, and gives the way back. */
    private <A extends Record, S> Undo done(Module<A, S> module, Call<A> call) throws Exception {
        S before = observe(module, call);
        Change<S> change = module.diff(before, call);
        assertThat(change).as(module.spec().name()).isInstanceOf(Change.Some.class);
        Change.Some<S> some = (Change.Some<S>) change;
        for (Act act : some.acts()) {
            module.act(host, call, act);
        }
        assertThat(module.diff(observe(module, call), call))
                .as(module.spec().name())
                .isInstanceOf(Change.None.class);
        return module.wayBack(before, call, some);
    }

    private <A extends Record> void undo(Module<A, ?> module, List<Step> steps) throws Exception {
        for (Step step : steps) {
            module.undo(host, step);
        }
    }

    private <A extends Record, S> S observe(Module<A, S> module, Call<A> call) throws Exception {
        return switch (module.observe(call)) {
            case Observation.Scripted<S>(var script, var reader) -> reader.read(host.run(script));
            case Observation.Direct<S>(var look) -> look.at(host);
            case Observation.Known<S>(S state) -> state;
        };
    }
}
