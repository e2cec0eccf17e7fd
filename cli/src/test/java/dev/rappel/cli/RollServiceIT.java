package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.run.JournalReader;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped example, over three real hosts: a new version of a small service, one host at a time,
 * the leader last. What it shows is kept in files; {@code RAPPEL_GOLDEN=write} writes them anew.
 */
final class RollServiceIT {
    private static final Path EXAMPLE = Path.of("../playbooks/examples/roll-service");
    private static final Path GOLDEN = Path.of("src/test/resources/roll-service");

    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void up() throws Exception {
        site = Site.up("proof5-roll", 3, folder);
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                site.write(EXAMPLE.relativize(file).toString(), Files.readString(file));
            }
        }
        site.write("files/broken", "#!/bin/sh\necho no such option >&2\nexit 1\n");
    }

    @AfterAll
    static void down() throws Exception {
        site.down();
    }

    /** Version 1.0.0 everywhere, host3 leads. */
    @BeforeEach
    void installed() throws Exception {
        site.reset();
        inventory("");
        leads("host3", true);
        LocalCommand.Result install = run("1.0.0");
        assertThat(install.status()).as(install.out() + install.err()).isZero();
        assertThat(versions()).containsExactly("1.0.0", "1.0.0", "1.0.0");
    }

    /** The example's inventory with the lab's hosts. */
    private static void inventory(String ofHost2) throws Exception {
        StringBuilder text = new StringBuilder();
        text.append("all:\n  children:\n    hello:\n      vars:\n        ansible_user: ops\n");
        text.append("        ansible_ssh_common_args: -F ").append(site.sshConfig()).append('\n');
        text.append("        program: files/hello\n        version: 1.0.0\n      hosts:\n");
        for (String name : List.of("host1", "host2", "host3")) {
            Host host = site.host(name);
            text.append("        " + name + ": {ansible_host: " + host.address())
                    .append(name.equals("host2") ? ofHost2 : "")
                    .append("}\n");
        }
        site.write("hosts.yml", text.toString());
    }

    private static void leads(String host, boolean leads) throws Exception {
        site.on(
                host,
                leads ? "mkdir -p /srv/hello; touch /srv/hello/leader" : "rm -f /srv/hello/leader");
    }

    private static LocalCommand.Result run(String version) throws Exception {
        return site.rappel(words("run", version)).run();
    }

    private static String[] words(String command, String version, String... more) {
        Stream<String> first =
                Stream.of(
                        command,
                        "roll.yml",
                        "-i",
                        "hosts.yml",
                        "-f",
                        "1",
                        "-e",
                        "version=" + version);
        Stream<String> yes = command.equals("run") ? Stream.of("--yes") : Stream.of();
        return Stream.concat(Stream.concat(first, yes), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> versions() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String host : List.of("host1", "host2", "host3")) {
            all.append(site.on(host, "systemctl -q is-active hello && cat /run/hello/version"));
        }
        return all.toString().lines().toList();
    }

    /** The hosts of the rolling play's batches, in the order in which they were begun. */
    private static List<String> rolled() throws Exception {
        return site.journal().stream()
                .filter(l -> l.kind().equals("batch") && l.fields().path("play").asInt() == 1)
                .flatMap(l -> StreamSupport.stream(l.fields().path("hosts").spliterator(), false))
                .map(com.fasterxml.jackson.databind.JsonNode::textValue)
                .toList();
    }

    @Test
    void a_roll_shows_the_same_in_every_view_and_leaves_nothing_to_do() throws Exception {
        LocalCommand.Result plan =
                site.rappel(words("plan", "2.0.0", "--detailed-exitcode", "--out", "plan.json"))
                        .run();
        assertThat(plan.status()).as(plan.err()).isEqualTo(2);
        golden("plan.txt", plan.out());

        LocalCommand.Result plain = site.rappel("run", "--yes", "-f", "1", "plan.json").run();
        assertThat(plain.status()).as(plain.out() + plain.err()).isZero();
        golden("plain.txt", plain.out());
        golden("journal.jsonl", Files.readString(site.lastRun().resolve("journal.jsonl")));
        assertThat(rolled()).containsExactly("host1", "host2", "host3");
        assertThat(versions()).containsExactly("2.0.0", "2.0.0", "2.0.0");

        LocalCommand.Result live = site.atTerminal(words("run", "3.0.0")).run();
        assertThat(live.status()).as(live.out()).isZero();
        golden("live.txt", Screen.of(site.written()));

        LocalCommand.Result json = site.rappel(words("run", "4.0.0", "--json")).run();
        assertThat(json.status()).as(json.out()).isZero();
        // What is said while a host is waited for depends on how long it takes.
        golden(
                "events.jsonl",
                json.out()
                        .lines()
                        .filter(l -> !l.contains("\"event\":\"says\""))
                        .collect(Collectors.joining("\n", "", "\n")));
        assertThat(versions()).containsExactly("4.0.0", "4.0.0", "4.0.0");

        LocalCommand.Result again =
                site.rappel(words("plan", "4.0.0", "--detailed-exitcode")).run();
        assertThat(again.status()).as(again.out()).isZero();
        assertThat(again.out()).contains("No changes. 3 hosts as wanted.");
        assertThat(kept()).isEmpty();
    }

    /** What hosts still have of files that were replaced. */
    private static List<String> kept() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String host : List.of("host1", "host2", "host3")) {
            all.append(site.on(host, "find /etc /usr/local /run -name '*.rappel-*'"));
        }
        return all.toString().lines().toList();
    }

    @Test
    void
            a_host_whose_new_version_does_not_run_serves_the_old_one_again_and_the_next_is_not_touched()
                    throws Exception {
        inventory(", program: files/broken");
        String before = site.on("host3", "systemctl show -p MainPID hello");

        LocalCommand.Result result = run("2.0.0");

        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(8);
        assertThat(versions()).containsExactly("2.0.0", "1.0.0", "1.0.0");
        assertThat(rolled()).containsExactly("host1", "host2");
        // Host 1 is done and its old files are still there: the run did not end well.
        assertThat(kept()).containsExactly("/etc/systemd/system/.hello.service.rappel-before");
        assertThat(site.on("host3", "systemctl show -p MainPID hello")).isEqualTo(before);
        assertThat(result.out())
                .contains("host2: hello.service does not stay up")
                .contains("| no such option")
                .contains("✓ host2  is as it was before")
                .contains("< host2  put back as it was")
                .contains("- host3  not touched")
                .contains("journalctl -u hello.service", "run it again")
                .doesNotContain("\tat ");

        // Mended, the same command goes on: one host has nothing left to do.
        inventory("");
        LocalCommand.Result mended = run("2.0.0");
        assertThat(mended.status()).as(mended.out()).isZero();
        assertThat(mended.out()).contains("✓ host1  done   8 as wanted");
        assertThat(versions()).containsExactly("2.0.0", "2.0.0", "2.0.0");
    }

    @Test
    void a_leader_that_moves_during_the_roll_is_still_the_last() throws Exception {
        site.write(
                "slow.yml",
                Files.readString(folder.resolve("roll.yml")).replace("soak: 1s", "soak: 6s"));
        String[] words = words("run", "2.0.0");
        words[1] = "slow.yml";
        Path output = folder.resolve("moving.txt");
        Process run = site.started(output, words);
        while (!site.on("host1", "cat /run/hello/version").equals("2.0.0\n")) {
            assertThat(run.isAlive()).as(Files.readString(output)).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        leads("host2", true);
        leads("host3", false);

        assertThat(run.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(output)).isZero();
        assertThat(rolled()).containsExactly("host1", "host3", "host2");
        List<JournalReader.Line> orders =
                site.journal().stream().filter(l -> l.kind().equals("order")).toList();
        assertThat(orders.getFirst().fields().path("last").toString()).isEqualTo("[\"host3\"]");
        assertThat(orders.get(1).fields().path("last").toString()).isEqualTo("[\"host2\"]");
    }

    /** Compares with what is kept, all that differs from run to run masked. */
    private static void golden(String name, String seen) throws Exception {
        String masked =
                seen.replace(folder.toRealPath().toString(), "SITE")
                        .replace(folder.toString(), "SITE")
                        .replace(site.sshConfig().toString(), "LAB/ssh_config")
                        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                        .replaceAll("\\d{8}-\\d{6}-[0-9A-Z]{3}\\b", "RUN")
                        .replaceAll("\"id\":\"[0-9A-Z]{3}\"", "\"id\":\"PLAN\"")
                        .replaceAll("observed \\d\\d:\\d\\d:\\d\\d", "observed TIME")
                        .replaceAll("\\b\\d+(m\\d+)?\\.?\\d*s(?=[\\s).]|$)", "TOOK")
                        .replaceAll("\\b1?\\d+\\.\\d+\\.\\d+\\.\\d+\\b", "ADDRESS")
                        .replaceAll(
                                "\"(took|seconds|elapsed|main_pid|duration|inode|start)\":(\"[^\"]*\"|[0-9.E-]+|\\{[^}]*\\})",
                                "\"$1\":\"VARIES\"")
                        .replaceAll("\\b[0-9a-f]{32}\\b", "INVOCATION")
                        .replaceAll("(hosts.yml\",\"sha256\":\")[0-9a-f]+", "$1HASH")
                        // What a module runs on a host is its own business.
                        .replaceAll(
                                "\"script\":\"(?:[^\"\\\\]|\\\\.)*+\"", "\"script\":\"SCRIPT\"");
        Path file = GOLDEN.resolve(name);
        if ("write".equals(System.getenv("RAPPEL_GOLDEN"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, masked);
        }
        assertThat(masked).as(name).isEqualTo(Files.readString(file));
    }
}
