package dev.rappel.modules.etcd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.modules.etcd.version.Minor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files as they are found on hosts, and what becomes of them. */
final class TranslatorTest {
    private static final Minor V34 = new Minor(3, 4);
    private static final Minor V35 = new Minor(3, 5);
    private static final Minor V36 = new Minor(3, 6);
    private static final Minor V37 = new Minor(3, 7);
    private static final String UNIT = "/etc/systemd/system/etcd.service";
    private static final String DROP_IN = "/etc/systemd/system/etcd.service.d/95-rappel.conf";

    @Test
    void a_gate_that_3_6_does_not_know_leaves_the_command_line_and_nothing_else_changes() {
        Translation done =
                Translator.translate(
                        flags(
                                """
                                [Service]
                                Type=notify
                                ExecStart=/usr/local/bin/etcd --name=m1 \\
                                  --feature-gates=FastLeaseKeepAlive=true,InitialCorruptCheck=true \\
                                  --data-dir=/var/lib/etcd
                                Restart=always
                                """,
                                V37),
                        V37,
                        V36);

        assertThat(done.refusals()).isEmpty();
        assertThat(after(done, UNIT))
                .isEqualTo(
                        """
                        [Service]
                        Type=notify
                        ExecStart=/usr/local/bin/etcd --name=m1 \\
                          --feature-gates=InitialCorruptCheck=true \\
                          --data-dir=/var/lib/etcd
                        Restart=always
                        """);
        assertThat(done.rewrites()).hasSize(1);
        assertThat(done.rewrites().getFirst().from()).contains("FastLeaseKeepAlive");
        assertThat(done.flags()).contains("--name=m1", "--feature-gates=InitialCorruptCheck=true");
    }

    @Test
    void the_last_gate_takes_the_whole_flag_with_it() {
        Translation done =
                Translator.translate(
                        flags(
                                lines(
                                        "[Service]",
                                        "ExecStart=/usr/local/bin/etcd --name=m1 \\",
                                        "  --feature-gates=PriorityRequest=true"),
                                V37),
                        V37,
                        V36);

        assertThat(after(done, UNIT))
                .isEqualTo("[Service]\nExecStart=/usr/local/bin/etcd --name=m1\n");
    }

    @Test
    void a_configuration_without_anything_new_is_left_alone() {
        Translation done =
                Translator.translate(
                        flags("[Service]\nExecStart=/usr/bin/etcd --name m1 -data-dir d\n", V37),
                        V37,
                        V36);

        assertThat(done.files()).isEmpty();
        assertThat(done.rewrites()).isEmpty();
    }

    @Test
    void gates_become_flags_in_3_5_and_its_other_default_is_said() {
        Translation done =
                Translator.translate(
                        flags(
                                lines(
                                        "[Service]",
                                        "ExecStart=/usr/local/bin/etcd --name=m1 --feature-gates=InitialCorruptCheck=true,LeaseCheckpoint=true --corrupt-check-time 4h --max-learners=2"),
                                V36),
                        V36,
                        V35);

        assertThat(after(done, UNIT))
                .isEqualTo(
                        lines(
                                "[Service]",
                                "ExecStart=/usr/local/bin/etcd --name=m1 --experimental-initial-corrupt-check=true --experimental-enable-lease-checkpoint=true --experimental-corrupt-check-time=4h"));
        assertThat(after(done, DROP_IN)).contains("Environment=ETCD_SNAPSHOT_COUNT=10000\n");
    }

    @Test
    void the_way_to_3_4_says_the_defaults_of_3_5_and_how_to_start_on_its_data() {
        Translation done =
                Translator.translate(
                        flags(
                                lines(
                                        "[Service]",
                                        "ExecStart=/usr/local/bin/etcd --name=m1 --logger=zap --backend-bbolt-freelist-type=map --socket-reuse-port --peer-cert-allowed-cn=peer"),
                                V35),
                        V35,
                        V34);

        assertThat(done.refusals()).isEmpty();
        assertThat(after(done, UNIT))
                .isEqualTo(
                        lines(
                                "[Service]",
                                "ExecStart=/usr/local/bin/etcd --name=m1 --logger=zap --experimental-backend-bbolt-freelist-type=map --peer-cert-allowed-cn=peer"));
        assertThat(after(done, DROP_IN))
                .contains("Environment=ETCD_PRE_VOTE=true\n")
                .contains("Environment=ETCD_NEXT_CLUSTER_VERSION_COMPATIBLE=true\n")
                .doesNotContain("ETCD_LOGGER");
    }

    /** Its raft snapshots tell when it may go, and nobody reads those here: so it stays. */
    @Test
    void how_to_start_on_data_of_3_5_is_never_taken_away_by_what_leads_to_3_4() {
        MemberConfig old =
                flags(lines("[Service]", "ExecStart=/usr/local/bin/etcd --name=m1"), V35);
        MemberConfig now = config(V34, Translator.translate(old, V35, V34).files(), old);
        assertThat(now.value("next-cluster-version-compatible")).contains("true");
        assertThat(Translator.translate(now, V35, V34).files()).isEmpty();
        assertThat(Translator.translate(now, V34, V34).files()).isEmpty();
        assertThat(Translator.translate(now, V34, V35).rewrites())
                .extracting(Translation.Rewrite::from)
                .anyMatch(from -> from.contains("NEXT_CLUSTER_VERSION_COMPATIBLE"));
    }

    @Test
    void what_would_weaken_or_break_a_member_of_3_4_is_refused_and_no_file_changes() {
        Translation done =
                Translator.translate(
                        flags(
                                lines(
                                        "[Service]",
                                        "ExecStart=/usr/local/bin/etcd --name=m1 --peer-cert-allowed-cn=a,b --peer-client-cert-file=/p.pem"),
                                V35),
                        V35,
                        V34);

        assertThat(done.refusals())
                .extracting(Translation.Refusal::setting)
                .containsExactly("--peer-cert-allowed-cn=a,b", "--peer-client-cert-file=/p.pem");
        assertThat(done.files()).isEmpty();
    }

    @Test
    void debian_keeps_its_flags_in_a_variable_of_a_file() {
        String file =
                """
                # mine
                ETCD_NAME="m1"
                DAEMON_ARGS="--listen-peer-urls=http://10.0.0.1:2380 --feature-gates=InitialCorruptCheck=true --log-level=info"
                """;
        MemberConfig config =
                config(
                        V36,
                        Map.of(
                                "/usr/lib/systemd/system/etcd.service",
                                """
                                [Service]
                                Environment=DAEMON_ARGS=
                                Environment=ETCD_NAME=%H
                                Environment=ETCD_DATA_DIR=/var/lib/etcd/default
                                EnvironmentFile=-/etc/default/%p
                                ExecStart=/usr/bin/etcd $DAEMON_ARGS
                                """),
                        Map.of("/etc/default/etcd", file),
                        Map.of());

        Translation done = Translator.translate(config, V36, V35);

        assertThat(config.value("name")).contains("m1");
        assertThat(config.value("data-dir")).contains("/var/lib/etcd/default");
        assertThat(config.value("log-level")).contains("info");
        assertThat(after(done, "/etc/default/etcd"))
                .isEqualTo(
                        file.replace(
                                "--feature-gates=InitialCorruptCheck=true",
                                "--experimental-initial-corrupt-check=true"));
    }

    @Test
    void variables_of_kubespray_are_renamed_and_dormant_ones_do_not_come_alive() {
        MemberConfig config =
                config(
                        V37,
                        Map.of(
                                UNIT,
                                "[Service]\nEnvironmentFile=/etc/etcd.env\nExecStart=/b/etcd\n"),
                        Map.of(
                                "/etc/etcd.env",
                                lines(
                                        "ETCD_NAME=m1",
                                        "ETCD_PROXY=off",
                                        "ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK=true",
                                        "ETCDCTL_ENDPOINTS=https://127.0.0.1:2379")),
                        Map.of());

        Translation done = Translator.translate(config, V37, V36);

        assertThat(after(done, "/etc/etcd.env"))
                .isEqualTo(
                        lines(
                                "ETCD_NAME=m1",
                                "ETCD_PROXY=off",
                                "ETCDCTL_ENDPOINTS=https://127.0.0.1:2379"));
        assertThat(done.flags()).containsExactly("--name=m1");
    }

    @Test
    void a_configuration_file_is_changed_by_whole_keys() {
        MemberConfig config =
                config(
                        V36,
                        Map.of(
                                UNIT,
                                "[Service]\nExecStart=/b/etcd --config-file /etc/etcd/etcd.conf.yml\n"),
                        Map.of(),
                        Map.of(
                                "/etc/etcd/etcd.conf.yml",
                                """
                                # the member
                                name: "m1"
                                corrupt-check-time: 14400000000000  # 4 h
                                max-learners: 1
                                auto-compaction-retention: "1h"
                                peer-transport-security:
                                  cert-file: "/p.pem"
                                  client-cert-auth: true
                                """));

        Translation done = Translator.translate(config, V36, V35);

        assertThat(done.refusals()).isEmpty();
        assertThat(config.value("peer-cert-file")).contains("/p.pem");
        assertThat(after(done, "/etc/etcd/etcd.conf.yml"))
                .isEqualTo(
                        """
                        # the member
                        name: "m1"
                        experimental-corrupt-check-time: 14400000000000  # 4 h
                        auto-compaction-retention: "1h"
                        peer-transport-security:
                          cert-file: "/p.pem"
                          client-cert-auth: true
                        snapshot-count: 10000
                        auto-compaction-mode: "periodic"
                        """);
        assertThat(done.files()).hasSize(1);
    }

    @Test
    void names_that_a_certificate_must_have_are_never_lost_in_a_file() {
        MemberConfig config =
                config(
                        V35,
                        Map.of(UNIT, "[Service]\nExecStart=/b/etcd --config-file=/c.yml\n"),
                        Map.of(),
                        Map.of(
                                "/c.yml",
                                """
                                name: m1
                                peer-transport-security:
                                  allowed-cn:
                                    - peer
                                """));

        Translation done = Translator.translate(config, V35, V34);

        assertThat(done.refusals()).hasSize(1);
        assertThat(done.refusals().getFirst().setting()).isEqualTo("peer-cert-allowed-cn: peer");
    }

    @Test
    void a_shell_around_etcd_is_replaced_in_a_drop_in_only_where_its_flags_change() {
        Map<String, String> unit =
                Map.of(
                        UNIT,
                        lines(
                                "[Service]",
                                "ExecStart=/bin/bash -c \"GOMAXPROCS=$(nproc) /usr/bin/etcd --name=\\\"m1\\\" --feature-gates=FastLeaseKeepAlive=false\""));
        MemberConfig running =
                config(
                        V37,
                        unit,
                        Map.of(),
                        Map.of(),
                        Optional.of(
                                List.of(
                                        "/usr/bin/etcd",
                                        "--name=m1",
                                        "--feature-gates=FastLeaseKeepAlive=false")));
        MemberConfig stopped = config(V37, unit, Map.of(), Map.of());

        Translation done = Translator.translate(running, V37, V36);
        Translation blind = Translator.translate(stopped, V37, V36);

        assertThat(after(done, DROP_IN))
                .endsWith("[Service]\nExecStart=\nExecStart=/usr/bin/etcd \\\n  --name=m1\n");
        assertThat(blind.refusals()).hasSize(1);
    }

    @Test
    void a_packages_unit_is_overruled_not_edited() {
        MemberConfig config =
                config(
                        V36,
                        Map.of(
                                "/usr/lib/systemd/system/etcd.service",
                                lines(
                                        "[Service]",
                                        "Environment=ETCD_CORRUPT_CHECK_TIME=4h",
                                        "ExecStart=/usr/bin/etcd --max-learners=1 --name=m1")),
                        Map.of(),
                        Map.of());

        Translation done = Translator.translate(config, V36, V35);

        assertThat(done.files()).extracting(Translation.FileChange::path).containsExactly(DROP_IN);
        assertThat(after(done, DROP_IN))
                .contains("ExecStart=\nExecStart=/usr/bin/etcd --name=m1\n")
                .contains("UnsetEnvironment=ETCD_CORRUPT_CHECK_TIME\n")
                .contains("Environment=ETCD_EXPERIMENTAL_CORRUPT_CHECK_TIME=4h\n");
    }

    @Test
    void flags_become_one_list_of_gates_on_the_way_up() {
        Translation done =
                Translator.translate(
                        flags(
                                lines(
                                        "[Service]",
                                        "ExecStart=/b/etcd --experimental-initial-corrupt-check --feature-gates=LeaseCheckpoint=true --experimental-compact-hash-check-enabled=true"),
                                V36),
                        V36,
                        V37);

        assertThat(after(done, UNIT))
                .isEqualTo(
                        lines(
                                "[Service]",
                                "ExecStart=/b/etcd --feature-gates=LeaseCheckpoint=true,InitialCorruptCheck=true,CompactHashCheck=true"));
    }

    @Test
    void doing_it_twice_changes_nothing_the_second_time() {
        for (Minor[] step : new Minor[][] {{V37, V36}, {V36, V35}, {V35, V34}}) {
            MemberConfig config =
                    flags(
                            lines(
                                    "[Service]",
                                    "Environment=\"ETCD_NAME=a b\" ETCD_LOG_LEVEL=warn",
                                    "ExecStart=/b/etcd --quota-backend-bytes=1"),
                            step[0]);
            Translation once = Translator.translate(config, step[0], step[1]);
            MemberConfig then = config(step[0], once.files(), config);
            Translation twice = Translator.translate(then, step[0], step[1]);

            assertThat(twice.files()).as(step[0] + " to " + step[1]).isEmpty();
            assertThat(twice.refusals()).isEmpty();
        }
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private static MemberConfig flags(String unit, Minor minor) {
        return config(minor, Map.of(UNIT, unit), Map.of(), Map.of());
    }

    private static MemberConfig config(
            Minor minor,
            Map<String, String> units,
            Map<String, String> environment,
            Map<String, String> files) {
        return config(minor, units, environment, files, Optional.empty());
    }

    private static MemberConfig config(
            Minor minor,
            Map<String, String> units,
            Map<String, String> environment,
            Map<String, String> files,
            Optional<List<String>> process) {
        return MemberConfig.of(
                new SourceFiles(
                        "etcd.service",
                        texts(units),
                        texts(environment),
                        files,
                        process,
                        Map.of("H", "host1", "p", "etcd")),
                minor);
    }

    private static MemberConfig config(
            Minor minor, List<Translation.FileChange> changed, MemberConfig old) {
        Map<String, String> units = new java.util.LinkedHashMap<>();
        old.source().unitFiles().forEach(f -> units.put(f.path(), f.text()));
        changed.forEach(f -> units.put(f.path(), f.after()));
        return config(minor, units, Map.of(), Map.of());
    }

    private static List<SourceFiles.TextFile> texts(Map<String, String> files) {
        return files.entrySet().stream()
                .map(e -> new SourceFiles.TextFile(e.getKey(), e.getValue()))
                .toList();
    }

    private static String after(Translation done, String path) {
        return done.files().stream()
                .filter(f -> f.path().equals(path))
                .map(Translation.FileChange::after)
                .findFirst()
                .orElse("(" + path + " does not change)");
    }
}
