package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.cli.RappelProcess;
import dev.rappel.engine.run.JournalReader;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterStatus;
import dev.rappel.lab.cluster.Member;
import dev.rappel.lab.cluster.MemberStatus;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.load.LoadSpec;
import dev.rappel.lab.load.TlsFiles;
import dev.rappel.lab.process.LocalCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A cluster and the command, as a process of its own, that takes it from 3.7 to 3.6 and back. */
final class TestRoll {
    static final Path PLAYBOOKS = folderOfPlaybooks();
    static final String DOWN = "etcd-downgrade-3.7-to-3.6.yml";
    static final String CANCEL = "etcd-downgrade-cancel.yml";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Cluster cluster;
    private final TestSite site;
    private final Path folder;
    private final Path inventory;
    private final Instant made = Instant.now();

    TestRoll(Cluster cluster, TestSite site, Path folder, Path inventory) {
        this.cluster = cluster;
        this.site = site;
        this.folder = folder;
        this.inventory = inventory;
    }

    private static Path folderOfPlaybooks() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("playbooks"))) {
            here = here.getParent();
        }
        return here.resolve("playbooks");
    }

    Cluster cluster() {
        return cluster;
    }

    /** When the cluster was there; the hosts' journals go further back. */
    Instant made() {
        return made;
    }

    /** Where the command runs, and what it writes. */
    Path folder() {
        return folder;
    }

    Host host(String name) throws Failure {
        return site.host(name);
    }

    List<String> hosts() {
        return cluster.members().stream().map(Member::name).toList();
    }

    /** {@code rappel VERB PLAYBOOK -i … -e etcd_archive=…} and these words, until it ends. */
    LocalCommand.Result rappel(String verb, Path playbook, String... words)
            throws Failure, InterruptedException {
        boolean up = playbook.endsWith(CANCEL);
        List<String> all = new ArrayList<>(List.of(verb, playbook.toString()));
        all.addAll(List.of("-i", inventory.toString()));
        all.addAll(
                List.of(
                        "-e",
                        "etcd_archive="
                                + site.release(up ? TestSite.OLD : TestSite.NEW).archive()));
        all.addAll(Arrays.asList(words));
        return command(all);
    }

    /** {@code rappel run PLAN}, of a plan that was saved in {@link #folder}. */
    LocalCommand.Result runSaved(String plan) throws Failure, InterruptedException {
        return command(List.of("run", "-y", plan));
    }

    private LocalCommand.Result command(List<String> words) throws Failure, InterruptedException {
        LocalCommand.Result result =
                LocalCommand.of(RappelProcess.commandLine(words.toArray(String[]::new)))
                        .in(folder)
                        .with("RAPPEL_STATE", folder.resolve("state").toString())
                        .within(PATIENCE)
                        .run();
        System.out.println("--- rappel " + words.getFirst() + ": " + result.status());
        System.out.println(result.out() + result.err());
        return result;
    }

    LocalCommand.Result plan(String... words) throws Failure, InterruptedException {
        return rappel("plan", PLAYBOOKS.resolve(DOWN), words);
    }

    LocalCommand.Result run() throws Failure, InterruptedException {
        return rappel("run", PLAYBOOKS.resolve(DOWN), "-y");
    }

    /** The same, going on beside the test. */
    FutureTask<LocalCommand.Result> begin(Path playbook) {
        return begin(() -> rappel("run", playbook, "-y"));
    }

    private static FutureTask<LocalCommand.Result> begin(Callable<LocalCommand.Result> work) {
        FutureTask<LocalCommand.Result> task = new FutureTask<>(work);
        Thread.ofVirtual().name("rappel").start(task);
        return task;
    }

    /** The shipped playbook with one text put in the place of another. */
    Path changed(String text, String by) throws IOException {
        String shipped = Files.readString(PLAYBOOKS.resolve(DOWN));
        assertThat(shipped).contains(text);
        Path file = folder.resolve("changed.yml");
        Files.writeString(file, shipped.replace(text, by));
        return file;
    }

    /** What the newest run has noted so far; nothing before there is one. */
    List<JournalReader.Line> journal() throws Failure, IOException {
        Path runs = folder.resolve("state/runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            Path file = all.max(Path::compareTo).orElseThrow().resolve("journal.jsonl");
            return Files.exists(file) ? JournalReader.read(file) : List.of();
        }
    }

    /** Waits until this is so while a run goes on. */
    void until(FutureTask<LocalCommand.Result> run, Callable<Boolean> so) throws Exception {
        while (!so.call()) {
            if (run.isDone()) {
                throw new AssertionError("it ended before: " + run.get().err());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Waits until every member says that its storage is of this version. */
    void storageIs(String version) throws Failure, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!cluster.status().members().stream()
                .flatMap(m -> m.answer().stream())
                .allMatch(a -> a.storageVersion().equals(Optional.of(version)))) {
            assertThat(System.nanoTime()).as("deadline for the storage version").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Whether the second play, the roll, has begun with its first batch. */
    boolean isRolling() throws Exception {
        return journal().stream()
                .anyMatch(l -> l.kind().equals("batch") && l.fields().path("play").intValue() == 1);
    }

    /** The hosts of the batches that ended well, in their order, in the play of that number. */
    List<String> rolled(int play) throws Exception {
        List<String> hosts = new ArrayList<>();
        List<String> batch = List.of();
        for (JournalReader.Line line : journal()) {
            if (line.kind().equals("batch") && line.fields().path("play").intValue() == play) {
                List<String> names = new ArrayList<>();
                line.fields().path("hosts").forEach(n -> names.add(n.textValue()));
                batch = names;
            } else if (line.kind().equals("batch_ended")) {
                if (line.fields().path("well").booleanValue()) {
                    hosts.addAll(batch);
                }
                batch = List.of();
            }
        }
        return hosts;
    }

    /** The version of the program that each member runs, by host. */
    Map<String, String> versions() throws Failure, InterruptedException {
        Map<String, String> versions = new TreeMap<>();
        for (MemberStatus member : cluster.status().members()) {
            versions.put(
                    member.member().name(),
                    member.answer().map(a -> a.version().toString()).orElse(member.unit()));
        }
        return versions;
    }

    /** The processes of all members, by host: another one after every stop. */
    Map<String, String> processes() throws Failure, InterruptedException {
        Map<String, String> processes = new TreeMap<>();
        for (String name : hosts()) {
            processes.put(
                    name,
                    host(name)
                            .exec(
                                    "systemctl show -p MainPID -p ExecMainStartTimestampMonotonic etcd")
                            .out());
        }
        return processes;
    }

    /** All members run this version and agree that it is the cluster's and the storage's. */
    void isWholly(String version) throws Failure, InterruptedException {
        ClusterStatus status = cluster.settle(Duration.ofSeconds(60));
        assertThat(status.members().stream().flatMap(m -> m.answer().stream()))
                .hasSize(hosts().size())
                .allSatisfy(a -> assertThat(a.version().toString()).isEqualTo(version));
    }

    /** Makes this member the leader. */
    void lead(String name) throws Failure, InterruptedException {
        ClusterStatus status = cluster.status();
        if (status.leader().map(Member::name).filter(name::equals).isPresent()) {
            return;
        }
        String id =
                status.members().stream()
                        .filter(m -> m.member().name().equals(name))
                        .flatMap(m -> m.answer().stream())
                        .map(MemberStatus.Answer::id)
                        .findFirst()
                        .orElseThrow();
        LocalCommand.Result moved = cluster.etcdctl("move-leader", id);
        assertThat(moved.ok()).as(moved.err()).isTrue();
    }

    long keys(String prefix) throws Failure, InterruptedException {
        String out =
                cluster.etcdctl("get", prefix, "--prefix", "--count-only", "-w", "fields").out();
        return out.lines()
                .filter(line -> line.startsWith("\"Count\" : "))
                .mapToLong(line -> Long.parseLong(line.substring("\"Count\" : ".length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(out));
    }

    /** A client of all members, as an application is one. */
    LoadSpec load(String prefix) {
        LoadSpec spec =
                LoadSpec.of(cluster.members().stream().map(m -> URI.create(m.clientUrl())).toList())
                        .prefix(prefix);
        return cluster.pki()
                .map(pki -> spec.tls(TlsFiles.mutual(pki.ca(), pki.client(), pki.clientKey())))
                .orElse(spec);
    }
}
