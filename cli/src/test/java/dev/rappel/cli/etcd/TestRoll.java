package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterStatus;
import dev.rappel.lab.cluster.Member;
import dev.rappel.lab.cluster.MemberStatus;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.load.LoadSpec;
import dev.rappel.lab.load.TlsFiles;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.Release;
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

/** A cluster and the command, as a process of its own, that changes its version. */
final class TestRoll {
    static final String DOWN = "etcd-downgrade-3.7-to-3.6.yml";
    static final String CANCEL = "etcd-downgrade-cancel.yml";

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

    /** Processes, programs and files of all hosts, as text. */
    String untouched() throws Failure, InterruptedException {
        return Untouched.of(known(hosts()));
    }

    private List<Host> known(List<String> names) throws Failure {
        List<Host> known = new ArrayList<>();
        for (String name : names) {
            known.add(host(name));
        }
        return known;
    }

    /** The same, with an inventory of these hosts only. */
    TestRoll knowing(String... names) throws Failure, IOException {
        Path few = site.inventory(known(List.of(names)), folder);
        return new TestRoll(cluster, site, folder, few);
    }

    List<String> hosts() {
        return cluster.members().stream().map(Member::name).toList();
    }

    /**
     * {@code rappel VERB PLAYBOOK -i … -e etcd_archive=…} and these words, until it ends. The
     * archive is that of the way between 3.7 and 3.6 where the words name none.
     */
    LocalCommand.Result rappel(String verb, Path playbook, String... words)
            throws Failure, InterruptedException {
        List<String> all = new ArrayList<>(List.of(verb, playbook.toString()));
        all.addAll(List.of("-i", inventory.toString()));
        if (Arrays.stream(words).noneMatch(word -> word.startsWith("etcd_archive="))) {
            Release next = site.release(playbook.endsWith(CANCEL) ? TestSite.OLD : TestSite.NEW);
            all.addAll(List.of("-e", "etcd_archive=" + next.archive()));
        }
        all.addAll(Arrays.asList(words));
        return new Command(folder).run(all);
    }

    /** {@code rappel run PLAN}, of a plan that was saved in {@link #folder}. */
    LocalCommand.Result runSaved(String plan) throws Failure, InterruptedException {
        return new Command(folder).run(List.of("run", "-y", plan));
    }

    LocalCommand.Result plan(String... words) throws Failure, InterruptedException {
        return rappel("plan", Command.PLAYBOOKS.resolve(DOWN), words);
    }

    LocalCommand.Result run() throws Failure, InterruptedException {
        return rappel("run", Command.PLAYBOOKS.resolve(DOWN), "-y");
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
        String shipped = Files.readString(Command.PLAYBOOKS.resolve(DOWN));
        assertThat(shipped).contains(text);
        return written("changed.yml", shipped.replace(text, by));
    }

    /** A file of the test's own, where the command runs. */
    Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
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
        return new Command(folder).notes().isRolling();
    }

    /** The hosts of the batches that ended well, in their order, in the play of that number. */
    List<String> rolled(int play) throws Exception {
        return new Command(folder).notes().rolled(play);
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
        return Untouched.processes(known(hosts()));
    }

    /** All members run this version and agree that it is the cluster's and the storage's. */
    void isWholly(String version) throws Failure, InterruptedException {
        ClusterStatus status = cluster.settle(Duration.ofSeconds(60));
        assertThat(status.members().stream().flatMap(m -> m.answer().stream()))
                .hasSize(hosts().size())
                .allSatisfy(a -> assertThat(a.version().toString()).isEqualTo(version));
    }

    /** The member that leads, once all answer and agree; its host has the same name. */
    String leader() throws Failure, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            ClusterStatus now = cluster.status();
            if (now.whole() && now.members().stream().allMatch(m -> m.unit().equals("active"))) {
                return now.leader().orElseThrow().name();
            }
            assertThat(System.nanoTime()).as("deadline for " + now).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
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
        return load(
                prefix,
                cluster.members().stream().map(m -> URI.create(m.clientUrl())).toArray(URI[]::new));
    }

    /** The same, which reaches the members at these addresses. */
    LoadSpec load(String prefix, URI... urls) {
        LoadSpec spec = LoadSpec.of(List.of(urls)).prefix(prefix);
        return cluster.pki()
                .map(pki -> spec.tls(TlsFiles.mutual(pki.ca(), pki.client(), pki.clientKey())))
                .orElse(spec);
    }
}
