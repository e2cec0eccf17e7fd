package dev.rappel.modules.etcd.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.host.MemberOnHost;
import dev.rappel.modules.etcd.host.PackagedProgram;
import dev.rappel.modules.etcd.rpc.Account;
import dev.rappel.modules.etcd.rpc.Alarm;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ObstaclesTest {
    private List<PackagedProgram> packaged = List.of();
    private Optional<String> fixed = Optional.empty();
    private boolean allowPackaged;
    private static final long MUCH = 10L << 30;

    private final List<String> versions = new ArrayList<>(List.of("3.7.1", "3.7.1", "3.7.1"));
    private Account account = Account.OFF;
    private Optional<MemberStatus.Downgrade> downgrade = Optional.empty();
    private boolean learner;
    private String flags = "";
    private String type = "notify";
    private String machine = "x86_64";
    private long free = MUCH;
    private double ahead;
    private List<Alarm> alarms = List.of();

    @Test
    void a_cluster_that_is_well_may_go_one_minor_down_or_up() {
        assertThat(to("3.6.14")).isEmpty();
        versions.replaceAll(_ -> "3.6.14");
        assertThat(to("3.7.1")).isEmpty();
        assertThat(to("3.5.33")).isEmpty();
        assertThat(to("3.5")).isEmpty();
    }

    @Test
    void a_change_that_was_cut_off_may_go_on() {
        versions.set(0, "3.6.14");
        downgrade = Optional.of(new MemberStatus.Downgrade(true, "3.6"));
        assertThat(to("3.6.14")).isEmpty();
        versions.replaceAll(_ -> "3.5.33");
        versions.set(0, "3.4.45");
        downgrade = Optional.empty();
        assertThat(to("3.4.45")).isEmpty();
    }

    @Test
    void one_that_is_done_has_nothing_in_its_way_whatever_hindered_it_before() {
        versions.replaceAll(_ -> "3.4.45");
        account = Account.ON;
        free = 0;
        assertThat(to("3.4.45")).isEmpty();
    }

    @Test
    void two_minors_at_once_are_refused_with_the_one_between() {
        assertThat(to("3.5.33"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.seen()).contains("from 3.7 to 3.5");
                    assertThat(f.help()).contains("3.6");
                });
    }

    @Test
    void members_of_several_minors_are_told_with_their_hosts() {
        versions.set(1, "3.6.14");
        assertThat(Finding.seen(to("3.5.33"))).contains("h1 3.7.1, h2 3.6.14", "more than one");
    }

    @Test
    void another_version_than_the_playbook_is_for_is_refused() {
        versions.replaceAll(_ -> "3.5.33");
        List<Finding> found =
                Obstacles.of(situation(), arguments("3.6.14", Optional.of("3.7"), false));
        assertThat(Finding.seen(found)).contains("to go from 3.7 and runs h1 3.5.33");
    }

    @Test
    void a_patch_with_known_faults_is_no_target_unless_asked_for() {
        versions.replaceAll(_ -> "3.5.33");
        assertThat(to("3.4.31"))
                .singleElement()
                .satisfies(f -> assertThat(f.help()).contains("3.4.32"));
        assertThat(to("3.4.32")).isEmpty();
        assertThat(Obstacles.of(situation(), arguments("3.4.31", Optional.empty(), true)))
                .isEmpty();
    }

    @Test
    void a_program_of_a_package_is_replaced_only_where_the_package_stays_as_it_is() {
        packaged = List.of(new PackagedProgram("/usr/bin/etcd", "etcd-server", false, "dpkg"));
        assertThat(to("3.6.14"))
                .hasSize(3)
                .first()
                .satisfies(f -> {
                    assertThat(f.seen()).contains("/usr/bin/etcd", "the package etcd-server");
                    assertThat(f.help()).contains("apt-mark hold etcd-server");
                });
        allowPackaged = true;
        assertThat(to("3.6.14")).isEmpty();
        allowPackaged = false;
        packaged = List.of(new PackagedProgram("/usr/bin/etcd", "etcd-server", true, "dpkg"));
        assertThat(to("3.6.14")).isEmpty();
        packaged = List.of(new PackagedProgram("/usr/bin/etcd", "etcd", false, "rpm"));
        assertThat(Finding.help(to("3.6.14"))).contains("dnf versionlock add etcd");
    }

    @Test
    void a_folder_that_nothing_can_be_put_into_is_told() {
        fixed = Optional.of("/usr/bin");
        assertThat(Finding.seen(to("3.6.14"))).contains("nothing can be put into /usr/bin");
    }

    @Test
    void upwards_every_member_must_have_a_patch_that_can() {
        versions.replaceAll(_ -> "3.5.33");
        versions.set(2, "3.5.21");
        assertThat(to("3.6.14"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.who()).isEqualTo("h3");
                    assertThat(f.help()).contains("3.5.32");
                });
    }

    @Test
    void to_3_4_authentication_must_be_off_and_known_to_be() {
        versions.replaceAll(_ -> "3.5.33");
        account = Account.ON;
        assertThat(Finding.seen(to("3.4.45"))).contains("authentication is on");
        account = Account.UNKNOWN;
        assertThat(Finding.seen(to("3.4.45"))).contains("cannot be found out");
        versions.replaceAll(_ -> "3.7.1");
        account = Account.ON;
        assertThat(to("3.6.14")).isEmpty();
    }

    @Test
    void members_that_want_to_know_who_asks_are_one_finding() {
        account = Account.ON;
        List<MemberSeen> silent =
                List.of("h1", "h2", "h3").stream()
                        .<MemberSeen>map(
                                h -> new MemberSeen.Silent(h, "user name is empty", "give `user`"))
                        .toList();
        Situation situation = situation();
        List<Finding> found =
                Obstacles.of(
                        new Situation(
                                situation.hosts(),
                                new ClusterState(silent, "etcd"),
                                account,
                                Optional.empty(),
                                Optional.empty()),
                        arguments("3.6.14", Optional.empty(), false));
        assertThat(found)
                .singleElement()
                .satisfies(f ->
                        assertThat(f.help()).contains("etcd_auth_user and etcd_auth_password"));
    }

    @Test
    void a_downgrade_to_another_version_is_finished_first() {
        versions.replaceAll(_ -> "3.6.14");
        downgrade = Optional.of(new MemberStatus.Downgrade(true, "3.5"));
        assertThat(Finding.seen(to("3.7.1"))).contains("a downgrade to 3.5 is under way");
        assertThat(to("3.5.33")).isEmpty();
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_with_numbers() {
        learner = true;
        flags = " --force-new-cluster --experimental-no-such-option=1";
        type = "forking";
        machine = "aarch64";
        free = 1 << 20;
        ahead = 90;
        alarms = List.of(new Alarm(2, "NOSPACE"));
        List<Finding> found = to("3.5.31");
        String told = Obstacles.seen(found);
        assertThat(told)
                .contains("h2: alarm NOSPACE")
                .contains("more than one minor")
                .contains("3.5.31 is too old")
                .contains("h3: it is a learner")
                .contains("h1: etcd.service has Type=forking")
                .contains("h1: it is a x86_64, and the release is for aarch64")
                .contains("h1: only 1 MiB are free at /data")
                .contains("h3: its clock is about 90 s ahead of the others");
        assertThat(told.lines().skip(1)).allMatch(line -> line.matches("\\d+\\. .*"));
        assertThat(Obstacles.help(found)).contains("let all hosts follow one time service");
    }

    @Test
    void an_option_without_a_translation_is_refused_and_one_with_is_only_told() {
        versions.replaceAll(_ -> "3.6.14");
        flags = " --feature-gates=StopGRPCServiceOnDefrag=true";
        assertThat(to("3.5.33")).isEmpty();
        assertThat(Obstacles.rewrites(situation(), arguments("3.5.33", Optional.empty(), false)))
                .anyMatch(line -> line.startsWith("h1, h2, h3: ") && line.contains("→"));
        versions.replaceAll(_ -> "3.7.1");
        assertThat(Obstacles.rewrites(situation(), arguments("3.7.1", Optional.empty(), false)))
                .isEmpty();
    }

    private List<Finding> to(String version) {
        return Obstacles.of(situation(), arguments(version, Optional.empty(), false));
    }

    private PreflightArguments arguments(String to, Optional<String> from, boolean anyPatch) {
        return new PreflightArguments(
                Version.parse(to).orElseThrow(),
                from.map(f -> Version.parse(f).orElseThrow()),
                Optional.empty(),
                false,
                allowPackaged,
                anyPatch,
                Access.OF_MEMBERS);
    }

    private Situation situation() {
        List<HostSeen> hosts = new ArrayList<>();
        List<MemberSeen> members = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            listed.add(new Listed(i, "h" + i, List.of(), List.of(), learner && i == 3));
        }
        for (int i = 1; i <= 3; i++) {
            String host = "h" + i;
            hosts.add(
                    new HostSeen(
                            host,
                            Optional.of(member()),
                            Optional.empty(),
                            packaged,
                            i == 3 ? ahead : 0,
                            0.5));
            members.add(
                    new MemberSeen.Answered(
                            host, status(i), lowest() + ".0", listed, alarms, Optional.empty()));
        }
        return new Situation(
                hosts,
                new ClusterState(members, "etcd"),
                account,
                Optional.of(machine),
                Optional.empty());
    }

    private String lowest() {
        return versions.stream().sorted().findFirst().orElseThrow().substring(0, 3);
    }

    private MemberStatus status(int id) {
        return new MemberStatus(
                id,
                9,
                versions.get(id - 1),
                1,
                4,
                10,
                10,
                7,
                1 << 20,
                1 << 20,
                learner && id == 3,
                List.of(),
                Optional.empty(),
                downgrade);
    }

    private MemberOnHost member() {
        return new MemberOnHost(
                "etcd.service",
                Map.of("LoadState", "loaded", "Type", type),
                List.of(
                        new MemberOnHost.FoundText(
                                MemberOnHost.Role.UNIT,
                                "/etc/systemd/system/etcd.service",
                                "[Service]\nType=notify\nExecStart=/usr/bin/etcd --data-dir /data"
                                        + flags
                                        + "\n",
                                "644",
                                "root:root",
                                0)),
                Optional.empty(),
                Map.of("etcd", new MemberOnHost.Program("/usr/bin/etcd", "00", Optional.empty())),
                List.of(new MemberOnHost.DataFolder("/data", "", 0, 1 << 20, free)),
                Map.of("/usr/bin", MUCH),
                fixed,
                Map.of(),
                "x86_64",
                "h",
                "m",
                0,
                true,
                false);
    }
}
