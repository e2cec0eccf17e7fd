package dev.rappel.cli.lab;

import static dev.rappel.cli.RappelProcess.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.cli.RappelProcess;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lab as a user has it: commands, their output and their exit status. */
final class LabCommandIT {
    private static final String LAB = "it-command";
    private static String shown = "";

    @BeforeAll
    static void up() throws Exception {
        run("lab", "down", "--name", LAB);
        LocalCommand.Result up = run("lab", "up", "--name", LAB, "--tls", "--etcd", "3.7.1");
        System.out.println(up.err() + up.out());
        assertThat(up.status()).as(up.err()).isZero();
        shown = up.out();
    }

    @AfterAll
    static void down() throws Exception {
        LocalCommand.Result down = run("lab", "down", "--name", LAB);
        assertThat(down.out()).isEqualTo("lab " + LAB + " is gone (3 hosts)\n");
        assertThat(leftOf(LAB)).isEmpty();
        assertThat(run("lab", "down", "--name", LAB).out())
                .isEqualTo("there was no lab named " + LAB + "\n");
    }

    @Test
    void up_shows_hosts_and_etcdctls_own_table_of_three_members() {
        assertThat(shown)
                .startsWith(
                        "lab it-command: etcd 3.7.1, 3 members, mutual TLS (pkcs8 keys), configured by flags\n")
                .contains("rappel lab ssh --name it-command etcd1")
                .contains("IS LEADER")
                .containsPattern("Up in [0-9.]+ s");
        assertThat(
                        shown.lines()
                                .filter(line ->
                                        line.contains("https://") && line.contains("3.7.1")))
                .hasSize(3);
    }

    @Test
    void the_inventory_names_every_host_and_how_to_reach_it() throws Exception {
        String inventory = Files.readString(folder().resolve("inventory.yml"));

        assertThat(inventory)
                .contains("etcd1:", "etcd2:", "etcd3:", "ansible_user: ops", "etcd_version: 3.7.1")
                .contains("ansible_ssh_common_args: -F " + folder().resolve("ssh_config"));
    }

    @Test
    void a_second_lab_of_that_name_is_refused_and_the_first_one_stays() throws Exception {
        LocalCommand.Result second = run("lab", "up", "--name", LAB);

        assertThat(second.status()).isEqualTo(4);
        assertThat(second.err()).contains("rappel: there is a lab named it-command already");
        assertThat(run("lab", "ssh", "--name", LAB, "etcd1", "sudo systemctl is-active etcd").out())
                .isEqualTo("active\n");
    }

    @Test
    void root_sees_which_program_a_users_process_runs_as_on_any_host() throws Exception {
        LocalCommand.Result exe =
                run("lab", "ssh", "--name", LAB, "etcd2", "sudo readlink /proc/$(pidof etcd)/exe");

        assertThat(exe.out()).isEqualTo("/usr/local/bin/etcd\n");
    }

    @Test
    void etcdctl_reaches_the_cluster_and_gives_its_own_exit_status() throws Exception {
        assertThat(run("lab", "etcdctl", "--name", LAB, "put", "k", "v").out()).isEqualTo("OK\n");
        assertThat(
                        run(
                                        "lab",
                                        "etcdctl",
                                        "--name",
                                        LAB,
                                        "get",
                                        "k",
                                        "--print-value-only",
                                        "-w",
                                        "simple")
                                .out())
                .isEqualTo("v\n");
        assertThat(run("lab", "etcdctl", "--name", LAB, "no-such-verb").status()).isNotZero();
    }

    @Test
    void a_fault_is_listed_by_status_until_it_is_undone() throws Exception {
        assertThat(run("lab", "fault", "--name", LAB, "etcd3", "cut-peers").status()).isZero();
        assertThat(run("lab", "status", "--name", LAB).out())
                .contains("fault on etcd3: cut off ports 2380");

        assertThat(run("lab", "fault", "--name", LAB, "etcd3", "--undo").status()).isZero();
        assertThat(run("lab", "status", "--name", LAB).out()).contains("no faults");
    }

    @Test
    void an_unknown_fault_is_a_usage_error_that_lists_those_there_are() throws Exception {
        LocalCommand.Result result = run("lab", "fault", "--name", LAB, "etcd3", "explode");

        assertThat(result.status()).isEqualTo(64);
        assertThat(result.err()).contains("there is no fault 'explode'").contains("cut-peers");
    }

    @Test
    void load_counts_what_was_acknowledged_and_loses_nothing() throws Exception {
        LocalCommand.Result load = run("lab", "load", "--name", LAB, "--for", "2s", "--rate", "50");

        assertThat(load.status()).as(load.out() + load.err()).isZero();
        assertThat(load.out()).startsWith("nothing lost: all ").contains("read back");
    }

    @Test
    void wrong_words_are_one_clear_error_and_make_nothing() throws Exception {
        LocalCommand.Result members = run("lab", "up", "--name", "it-wrong", "--members", "0");
        LocalCommand.Result version = run("lab", "up", "--name", "it-wrong", "--etcd", "3.7");
        LocalCommand.Result config = run("lab", "up", "--name", "it-wrong", "--config", "ini");
        LocalCommand.Result name = run("lab", "up", "--name", "It/Wrong");

        assertThat(List.of(members, version, config, name))
                .allMatch(result -> result.status() == 64);
        assertThat(members.err()).contains("a cluster of 0 members cannot be made");
        assertThat(version.err()).contains("3.7").contains("3.7.1");
        assertThat(config.err()).contains("'ini'").contains("wrapper");
        assertThat(leftOf("it-wrong")).isEmpty();
    }

    @Test
    void an_interrupted_up_leaves_nothing_half_made() throws Exception {
        Process up =
                new ProcessBuilder(
                                RappelProcess.commandLine("lab", "up", "--name", "it-interrupted"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        while (leftOf("it-interrupted").isEmpty()) {
            assertThat(up.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        // SIGTERM; Ctrl-C and a closed terminal do the same.
        up.destroy();

        assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(up.exitValue()).isEqualTo(143);
        assertThat(leftOf("it-interrupted")).isEmpty();
    }

    /** Containers, networks and folders of a lab. */
    private static List<String> leftOf(String lab) throws Exception {
        String filter = "label=dev.rappel.lab=" + lab;
        String docker =
                docker("ps", "-aq", "--filter", filter)
                        + docker("network", "ls", "-q", "--filter", filter);
        Path folder = CacheFolder.ofThisUser().labs().resolve(lab);
        return (docker + (Files.exists(folder) ? folder : "")).lines().toList();
    }

    /** What Docker lists; nothing where it went with the last lab, because a lab had started it. */
    private static String docker(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        LocalCommand.Result result = LocalCommand.of(command).run();
        if (!result.ok()) {
            assertThat(result.err()).contains("Cannot connect to the Docker daemon");
        }
        return result.out();
    }

    private static Path folder() {
        return CacheFolder.ofThisUser().labs().resolve(LAB);
    }
}
