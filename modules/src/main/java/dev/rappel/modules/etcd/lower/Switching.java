package dev.rappel.modules.etcd.lower;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.SideBySide;
import dev.rappel.modules.etcd.cluster.StatusWatch;
import dev.rappel.modules.etcd.health.Waiting;
import dev.rappel.modules.etcd.rpc.DowngradeAction;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import dev.rappel.modules.etcd.version.Minor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns a downgrade on or off and looks until every member shows it. */
final class Switching {
    private static final Duration ENABLE = Duration.ofSeconds(20);
    private static final Duration NUDGE_AFTER = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HostAccess host;
    private final Access access;
    private final Duration timeout;

    Switching(HostAccess host, Access access, Duration timeout) {
        this.host = host;
        this.access = access;
        this.timeout = timeout;
    }

    void enable(Minor target) throws Failure, InterruptedException {
        List<HostAccess> all = host.together();
        List<Long> before = SideBySide.each(all, h -> RaftSnapshots.newest(h, access));
        boolean lowered = false;
        HostAccess speaker = ClusterLook.at(host, access).speaker(host);
        try (EtcdRpc rpc = MemberDoor.open(speaker, access);
                StatusWatch watch =
                        StatusWatch.of(host, access, s -> Lowering.isLowered(s, target))) {
            MemberStatus status = rpc.status();
            if (!Lowering.tellsStorage(status.version())) {
                throw Failure.of(Failure.Kind.REFUSED, "the downgrade is not enabled")
                        .why(
                                speaker.name()
                                        + " runs "
                                        + status.version()
                                        + ", which never answers it")
                        .help("run the task on a host whose member is 3.6 or later");
            }
            if (status.downgrade().filter(d -> Lowering.isEnabled(d, target)).isPresent()) {
                // Another run asked for it: its members may have lowered before we counted.
                lowered = true;
            } else {
                rpc.downgrade(DowngradeAction.VALIDATE, target.toString(), ENABLE);
                try {
                    rpc.downgrade(DowngradeAction.ENABLE, target.toString(), ENABLE);
                } catch (Failure e) {
                    if (rpc.status()
                            .downgrade()
                            .filter(MemberStatus.Downgrade::enabled)
                            .isEmpty()) {
                        throw e;
                    }
                }
            }
            long begin = System.nanoTime();
            boolean nudged = false;
            while (true) {
                List<Finding> missing =
                        new ArrayList<>(
                                Lowering.untilEnabled(ClusterLook.at(host, access), target));
                if (missing.isEmpty() && !lowered) {
                    missing.addAll(unsaved(all, before));
                }
                if (missing.isEmpty()) {
                    return;
                }
                Duration gone = Duration.ofNanos(System.nanoTime() - begin);
                if (gone.compareTo(timeout) > 0) {
                    throw Failure.of(
                                    Failure.Kind.FAILED,
                                    "the downgrade to "
                                            + target
                                            + " is enabled, but not all follow")
                            .why(Finding.seen(missing))
                            .help(
                                    "mend that and run again, or cancel it: etcd.downgrade with"
                                            + " state: cancelled");
                }
                if (!nudged && gone.compareTo(NUDGE_AFTER) > 0) {
                    nudged = true;
                    rpc.nudge(); // an idle cluster lowers with its next log entry
                }
                host.says("lowering: " + Finding.seen(missing));
                watch.rest();
            }
        }
    }

    /** Whose newest raft snapshot is still from before the lowering. */
    private List<Finding> unsaved(List<HostAccess> all, List<Long> before)
            throws Failure, InterruptedException {
        List<Long> now = SideBySide.each(all, h -> RaftSnapshots.newest(h, access));
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (now.get(i) <= before.get(i)) {
                found.add(
                        new Finding(
                                all.get(i).name(),
                                "it has no raft snapshot from after the lowering",
                                ""));
            }
        }
        return found;
    }

    /**
     * Waits until the leader has ended the downgrade by itself, seconds after the last swap; where
     * it is told never to ({@code downgrade-check-time} 0), ends it.
     */
    void finish(Minor target) throws Failure, InterruptedException {
        try (StatusWatch watch = StatusWatch.of(host, access, s -> !Lowering.isOn(s))) {
            Waiting.until(
                    host,
                    timeout,
                    watch::rest,
                    "the downgrade to " + target + " is not finished",
                    () -> Lowering.untilFinished(ClusterLook.at(host, access), target));
        } catch (Failure late) {
            ClusterState state = ClusterLook.at(host, access);
            if (!Lowering.allRun(state, target) || !Lowering.isOn(state)) {
                throw late;
            }
            cancel();
        }
    }

    void cancel() throws Failure, InterruptedException {
        HostAccess speaker = ClusterLook.at(host, access).speaker(host);
        try (EtcdRpc rpc = MemberDoor.open(speaker, access)) {
            rpc.downgrade(DowngradeAction.CANCEL, "", Duration.ofSeconds(60));
        }
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            ClusterState state = ClusterLook.at(host, access);
            List<Finding> missing = Lowering.silent(state);
            state.answered().stream()
                    .filter(Lowering::isOn)
                    .forEach(a ->
                            missing.add(
                                    new Finding(a.host(), "the downgrade is still enabled", "")));
            missing.addAll(notRaised(state));
            if (missing.isEmpty()) {
                return;
            } else if (System.nanoTime() - end > 0) {
                throw Failure.of(Failure.Kind.FAILED, "the downgrade was not called off everywhere")
                        .why(Finding.seen(missing))
                        .help("see the leader's journal: journalctl -u " + access.unit());
            }
            host.says("waiting: " + Finding.seen(missing));
            host.pause(PAUSE);
        }
    }

    /** Where all members run one version, the cluster and its storage come back to it. */
    private static List<Finding> notRaised(ClusterState state) {
        List<Minor> minors =
                state.answered().stream()
                        .flatMap(a -> Minor.parse(a.status().version()).stream())
                        .distinct()
                        .toList();
        List<Finding> found = new ArrayList<>();
        if (minors.size() == 1) {
            state.answered().stream()
                    .filter(a ->
                            !Lowering.is(a.clusterVersion(), minors.getFirst())
                                    || (Lowering.tellsStorage(a.status().version())
                                            && !Lowering.is(
                                                    a.status().storage().orElse(""),
                                                    minors.getFirst())))
                    .forEach(a ->
                            found.add(
                                    new Finding(
                                            a.host(),
                                            "cluster and storage are not back at "
                                                    + minors.getFirst(),
                                            "")));
        }
        return found;
    }
}
