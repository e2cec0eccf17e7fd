package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Release;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An etcd cluster that runs on lab hosts. What it holds is who the members are; how they are is
 * asked anew each time.
 */
public final class Cluster {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClusterSpec spec;
    private final String token;
    private final List<Seat> seats;
    private final Path folder;
    private final Optional<Pki> pki;

    Cluster(ClusterSpec spec, String token, List<Seat> seats, Path folder, Optional<Pki> pki) {
        this.spec = spec;
        this.token = token;
        this.seats = List.copyOf(seats);
        this.folder = folder;
        this.pki = pki;
    }

    /** As the longer {@code start}, giving the members a minute to come up. */
    public static Cluster start(
            ClusterSpec spec, List<Host> hosts, Release release, Path folder, Progress progress)
            throws Failure, InterruptedException {
        return start(spec, hosts, release, folder, progress, PATIENCE);
    }

    /**
     * Makes a new, empty cluster. Whatever etcd was on these hosts is gone afterwards, its data
     * too. It comes back when every member answers with its version and one of them leads; the
     * cluster's version may settle some seconds later, see {@link #settle}.
     *
     * <p>When it fails or is interrupted, the hosts are left without etcd.
     *
     * @param hosts as many as {@link ClusterSpec#hosts}; the last becomes the learner, if there is
     *     one
     * @param folder where this machine keeps what it must remember, certificates among it: the
     *     lab's
     * @throws Failure with the last lines of the unit's journal when a member does not come up
     */
    public static Cluster start(
            ClusterSpec spec,
            List<Host> hosts,
            Release release,
            Path folder,
            Progress progress,
            Duration patience)
            throws Failure, InterruptedException {
        return ClusterStart.run(spec, hosts, release, folder, progress, patience);
    }

    /**
     * The cluster that {@link #start} left on these hosts, possibly in another process.
     *
     * @return empty when there is none
     */
    public static Optional<Cluster> open(Path folder, List<Host> hosts) throws Failure {
        return ClusterRecord.load(folder, hosts);
    }

    public ClusterSpec spec() {
        return spec;
    }

    /** Voters first, in the order of the hosts. */
    public List<Member> members() {
        return seats.stream().map(Seat::member).toList();
    }

    /** The certificates with which this machine is a client; empty without TLS. */
    public Optional<Pki> pki() {
        return pki;
    }

    /**
     * Runs etcdctl as root on the host of the first member that is active, with all members as
     * endpoints and the certificates it needs, unless the words say others.
     *
     * @throws Failure when no member is active; what etcdctl itself answers is in the result
     */
    public LocalCommand.Result etcdctl(String... words) throws Failure, InterruptedException {
        List<String> urls = members().stream().map(Member::clientUrl).toList();
        List<String> arguments = new ArrayList<>();
        arguments.add("env");
        Access.etcdctl(spec.tls(), urls)
                .forEach((variable, value) -> {
                    // Some versions refuse an option that comes both ways.
                    if (!Access.isGiven(variable, words)) {
                        arguments.add(variable + "=" + value);
                    }
                });
        arguments.add(Layout.of(spec.style()).programs() + "/etcdctl");
        arguments.addAll(List.of(words));
        return firstActive().host().exec("exec \"$@\"", arguments.toArray(String[]::new));
    }

    /** How all members are now; one that does not answer is part of the answer. */
    public ClusterStatus status() throws Failure, InterruptedException {
        return new ClusterStatus(Each.of(seats, seat -> MemberProbe.ask(seat, spec)));
    }

    /**
     * Waits until the cluster's version and the storage's are those of the members; the first
     * leader says 3.0 until it has heard from all, and looks again every 4 s (facts of etcd: {@code
     * monitorVersions}).
     */
    public ClusterStatus settle(Duration patience) throws Failure, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        ClusterStatus status = status();
        while (!status.settled()) {
            if (System.nanoTime() > end) {
                throw Failure.of(Failure.Kind.FAILED, "the cluster does not settle")
                        .why("after " + patience.toSeconds() + " s: " + status.members());
            }
            Thread.sleep(Duration.ofMillis(100));
            status = status();
        }
        return status;
    }

    /**
     * Brings in one learner more.
     *
     * @return the cluster with it
     */
    public Cluster addLearner(Host host, Release release, Progress progress)
            throws Failure, InterruptedException {
        return ClusterStart.addLearner(this, host, release, progress, PATIENCE);
    }

    /** Stops every member; the data stays. */
    public void stop() throws Failure, InterruptedException {
        Each.of(seats, seat -> seat.expect("stopping etcd", "systemctl stop etcd"));
    }

    /** Starts every member again and waits until all answer. */
    public void startAgain(Progress progress) throws Failure, InterruptedException {
        Each.of(
                seats,
                seat ->
                        seat.expect(
                                "starting etcd",
                                "systemctl reset-failed etcd; systemctl start --no-block etcd"));
        try (Progress.Step step = progress.start("etcd: " + seats.size() + " members start")) {
            new Readiness(Optional.empty(), spec.tls(), PATIENCE).await(seats, step);
            step.done();
        }
    }

    /** Takes everything of the cluster off the hosts and forgets it. */
    public void wipe() throws Failure, InterruptedException {
        wipe(seats.stream().map(Seat::host).toList());
        ClusterRecord.forget(folder);
    }

    /** Takes every trace of etcd off these hosts, whoever put it there. */
    public static void wipe(List<Host> hosts) throws Failure, InterruptedException {
        Each.of(hosts, host -> host.exec(HostScript.CLEAR + HostScript.FORGET));
    }

    /** Per member what an inventory should say of it. */
    public List<MemberVars> vars() {
        return seats.stream().map(seat -> MemberVars.of(seat.member(), spec)).toList();
    }

    String token() {
        return token;
    }

    Path folder() {
        return folder;
    }

    List<Seat> seats() {
        return seats;
    }

    Seat seat(String name) throws Failure {
        return seats.stream()
                .filter(seat -> seat.member().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Failure.of(Failure.Kind.USAGE, "the cluster has no member '" + name + "'")
                                .help(
                                        "its members: "
                                                + String.join(
                                                        ", ",
                                                        members().stream()
                                                                .map(Member::name)
                                                                .toList())));
    }

    private Seat firstActive() throws Failure, InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        for (Seat seat : seats) {
            String unit = MemberProbe.unit(seat);
            if (unit.equals("active")) {
                return seat;
            }
            seen.put(seat.member().name(), unit);
        }
        throw Failure.of(Failure.Kind.FAILED, "no member of the cluster is active").why("" + seen);
    }
}
