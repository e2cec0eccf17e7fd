package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Release;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The making of a cluster, from empty hosts to members that answer. */
final class ClusterStart {
    private ClusterStart() {}

    static Cluster run(
            ClusterSpec spec,
            List<Host> hosts,
            Release release,
            Path folder,
            Progress progress,
            Duration patience)
            throws Failure, InterruptedException {
        if (hosts.size() != spec.hosts()) {
            throw Failure.of(
                    Failure.Kind.USAGE,
                    "a cluster of %d members needs %d hosts, not %d"
                            .formatted(spec.members(), spec.hosts(), hosts.size()));
        }
        if (!release.version().equals(spec.version())) {
            throw Failure.of(
                    Failure.Kind.USAGE,
                    "etcd " + release.version() + " cannot be a cluster of " + spec.version());
        }
        try (Progress.Step step =
                progress.start("etcd " + spec.version() + ": " + spec.members() + " members")) {
            boolean whole = false;
            try {
                Cluster cluster = make(spec, hosts, release, folder, step, patience);
                whole = true;
                step.done("all answer");
                return cluster;
            } finally {
                if (!whole) {
                    clearAfterFailure(hosts, folder);
                }
            }
        }
    }

    private static Cluster make(
            ClusterSpec spec,
            List<Host> hosts,
            Release release,
            Path folder,
            Progress.Step step,
            Duration patience)
            throws Failure, InterruptedException {
        step.now("taking away what was there");
        ClusterRecord.forget(folder);
        Installation.clear(hosts);
        step.now("installing");

        List<Host> voting = hosts.subList(0, spec.members());
        List<Seat> seats = voting.stream().map(host -> seat(spec, host, false)).toList();
        Optional<Pki> pki = pki(spec, folder);
        Installation installation = new Installation(spec, pki, release, newToken(), patience);
        List<Member> all = seats.stream().map(Seat::member).toList();
        Each.of(
                seats,
                seat -> {
                    installation.putPrograms(seat.host());
                    installation.begin(seat, all, MemberOptions.Birth.NEW);
                    return seat;
                });
        step.now("waiting for the members");
        installation.readiness().await(seats, step);
        Cluster cluster = new Cluster(spec, installation.token(), seats, folder, pki);
        checkWhole(cluster);
        if (spec.learner()) {
            cluster = join(cluster, hosts.getLast(), installation, step);
        }
        ClusterRecord.save(cluster);
        return cluster;
    }

    static Cluster addLearner(
            Cluster cluster, Host host, Release release, Progress progress, Duration patience)
            throws Failure, InterruptedException {
        try (Progress.Step step = progress.start("etcd: learner " + host.name())) {
            Installation.clear(List.of(host));
            Installation installation =
                    new Installation(
                            cluster.spec(), cluster.pki(), release, cluster.token(), patience);
            Cluster bigger = join(cluster, host, installation, step);
            ClusterRecord.save(bigger);
            step.done();
            return bigger;
        }
    }

    private static Cluster join(
            Cluster cluster, Host host, Installation installation, Progress.Step step)
            throws Failure, InterruptedException {
        step.now("adding " + host.name() + " as a learner");
        Seat learner = seat(cluster.spec(), host, true);
        installation.putPrograms(host);
        add(cluster, learner.member(), installation.patience());
        List<Seat> seats = new ArrayList<>(cluster.seats());
        seats.add(learner);
        List<Member> all = seats.stream().map(Seat::member).toList();
        installation.begin(learner, all, MemberOptions.Birth.JOINS);
        installation.readiness().await(List.of(learner), step);
        return new Cluster(cluster.spec(), cluster.token(), seats, cluster.folder(), cluster.pki());
    }

    /**
     * A cluster takes nobody in before its members have been connected for 5 s (etcd&#39;s {@code
     * HealthInterval}): a young one says "unhealthy cluster" until then.
     */
    private static void add(Cluster cluster, Member learner, Duration patience)
            throws Failure, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            LocalCommand.Result added =
                    cluster.etcdctl(
                            "member",
                            "add",
                            learner.name(),
                            "--learner",
                            "--peer-urls=" + learner.peerUrl());
            if (added.ok()) {
                return;
            }
            if (!added.err().contains("unhealthy cluster") || System.nanoTime() > end) {
                throw Failure.of(Failure.Kind.FAILED, "cannot add the learner " + learner.name())
                        .evidence(added.lastLines(10));
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    private static void checkWhole(Cluster cluster) throws Failure, InterruptedException {
        ClusterStatus status = cluster.status();
        if (!status.whole()) {
            throw Failure.of(Failure.Kind.FAILED, "the new cluster is not whole")
                    .why(status.leader().isPresent() ? "a member does not answer" : "no leader")
                    .evidence(status.members().stream().map(MemberStatus::toString).toList());
        }
    }

    private static Seat seat(ClusterSpec spec, Host host, boolean learner) {
        return new Seat(Member.of(host.name(), host.address(), spec.tls(), learner), host);
    }

    private static Optional<Pki> pki(ClusterSpec spec, Path folder) throws Failure {
        return switch (spec.tls()) {
            case Tls.Off() -> Optional.empty();
            case Tls.Mutual(KeyForm form) ->
                    Optional.of(Pki.create(folder.resolve("pki"), form, Clock.systemUTC()));
        };
    }

    private static String newToken() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return "rappel-" + HexFormat.of().formatHex(bytes);
    }

    /** Also when the thread is interrupted: then it finishes this first. */
    private static void clearAfterFailure(List<Host> hosts, Path folder) throws Failure {
        boolean interrupted = Thread.interrupted();
        try {
            ClusterRecord.forget(folder);
            Cluster.wipe(hosts);
        } catch (Failure e) {
            // The first failure is the one to tell; what is left goes at the next start.
            return;
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
