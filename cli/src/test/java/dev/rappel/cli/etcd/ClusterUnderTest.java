package dev.rappel.cli.etcd;

import dev.rappel.cli.RappelProcess;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.LabSpec;
import dev.rappel.lab.Labs;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ClusterStatus;
import dev.rappel.lab.cluster.Member;
import dev.rappel.lab.cluster.MemberStatus;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.load.LoadSpec;
import dev.rappel.lab.load.TlsFiles;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real cluster of a lab, and the command as a user runs it against it. */
final class ClusterUnderTest {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** Calls a second, of writers and of readers. */
    static final int RATE = 300;

    private static final int HAND_OVERS = 3;
    private static final Duration LOAD_BEFORE = Duration.ofMillis(700);
    private static final Duration LOAD_AFTER = Duration.ofMillis(1500);

    private final Labs labs = Labs.ofThisUser();
    private final Lab lab;

    /** What the command writes: plans, snapshots, journals. */
    private final Path folder;

    ClusterUnderTest(String name, ClusterSpec spec)
            throws Failure, InterruptedException, IOException {
        folder = Files.createTempDirectory(name);
        labs.down(name, Progress.SILENT); // what a killed run left
        lab = labs.up(LabSpec.of(name, HostOptions.standard(), spec), Progress.SILENT);
    }

    Cluster cluster() throws Failure {
        return lab.needCluster();
    }

    Host host(String name) throws Failure, InterruptedException {
        return lab.hosts().host(name);
    }

    List<Host> hosts() {
        return lab.hosts().targets();
    }

    Path folder() {
        return folder;
    }

    /** {@code rappel verb playbook}, with this cluster's inventory and more words. */
    LocalCommand.Result rappel(String verb, Path playbook, String... more)
            throws Failure, InterruptedException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                verb,
                                playbook.toString(),
                                "-i",
                                lab.inventory().toString(),
                                "-e",
                                "etcd_backups=" + folder.resolve("backups")));
        words.addAll(List.of(more));
        return here(words);
    }

    /** {@code rappel run} of a plan that {@link #rappel} saved. */
    LocalCommand.Result run(String plan) throws Failure, InterruptedException {
        return here(List.of("run", "-y", plan));
    }

    private LocalCommand.Result here(List<String> words) throws Failure, InterruptedException {
        LocalCommand.Result result =
                LocalCommand.of(RappelProcess.commandLine(words.toArray(String[]::new)))
                        .in(folder)
                        .with("XDG_STATE_HOME", folder.resolve("state").toString())
                        .within(PATIENCE)
                        .run();
        System.out.println(result.out() + result.err());
        return result;
    }

    /** A playbook of this checkout. */
    static Path playbook(String name) {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(top.resolve("playbooks"))) {
            top = top.getParent();
        }
        return top.resolve("playbooks").resolve(name);
    }

    /** A playbook of the test's own. */
    Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Who counts what was acknowledged, through all members. */
    LoadSpec load() throws Failure {
        LoadSpec load =
                LoadSpec.of(
                        cluster().members().stream()
                                .map(Member::clientUrl)
                                .map(URI::create)
                                .toList());
        return cluster().pki().isEmpty()
                ? load
                : load.tls(
                        TlsFiles.mutual(
                                cluster().pki().get().ca(),
                                cluster().pki().get().client(),
                                cluster().pki().get().clientKey()));
    }

    /** The member that leads, once all answer and agree; its host has the same name. */
    String leader() throws Failure, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            ClusterStatus now = cluster().status();
            boolean all =
                    now.members().stream()
                            .allMatch(m -> m.unit().equals("active") && m.answer().isPresent());
            if (all && now.leader().isPresent()) {
                return now.leader().get().name();
            } else if (System.nanoTime() - end > 0) {
                throw new AssertionError("the cluster does not settle: " + now);
            }
            Thread.sleep(200);
        }
    }

    /**
     * How many calls fail at most when leadership is handed over, and nothing else is done: tried a
     * few times with the same load. Each of the load's threads has one call open at any moment, so
     * fewer than that would be luck.
     */
    long handOverCost() throws Failure, InterruptedException {
        LoadSpec load = load().perSecond(RATE);
        long most = (long) load.writers() + load.readers();
        for (int i = 0; i < HAND_OVERS; i++) {
            try (LoadClient client = LoadClient.start(load)) {
                Thread.sleep(LOAD_BEFORE);
                String from = leader();
                List<MemberStatus> members = cluster().status().members();
                MemberStatus heir =
                        members.stream()
                                .filter(m -> !m.member().name().equals(from))
                                .skip(i % 2)
                                .findFirst()
                                .orElseThrow();
                String url =
                        members.stream()
                                .map(MemberStatus::member)
                                .filter(m -> m.name().equals(from))
                                .findFirst()
                                .orElseThrow()
                                .clientUrl();
                cluster()
                        .etcdctl(
                                "--endpoints=" + url,
                                "move-leader",
                                heir.answer().orElseThrow().id());
                Thread.sleep(LOAD_AFTER);
                LoadReport report = client.stop();
                most = Math.max(most, report.writes().failed() + report.reads().failed());
            }
        }
        return most;
    }

    /** What every member runs, in order. */
    List<String> versions() throws Failure, InterruptedException {
        return cluster().status().members().stream()
                .map(m -> m.answer().map(a -> a.version().toString()).orElse("no answer"))
                .toList();
    }

    /** What must stay as it was where nothing is touched: processes, programs, files. */
    String untouched() throws Failure, InterruptedException {
        StringBuilder all = new StringBuilder();
        for (Host host : hosts()) {
            all.append(
                    host.exec(
                                    """
                                    systemctl show -p MainPID etcd
                                    systemctl cat etcd
                                    sha256sum /usr/local/bin/etcd* /usr/bin/etcd*
                                    find /etc/systemd /etc/etcd* /etc/default /var/lib/rappel -printf '%p %T@\\n'
                                    """)
                            .out());
        }
        return all.toString();
    }

    /** Takes the lab down. */
    void close() throws Failure, InterruptedException {
        labs.down(lab.name(), Progress.SILENT);
    }
}
