package dev.rappel.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.process.SideBySide;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One lab on its way up. Where it does not become whole, what it made is removed, and only that.
 */
final class LabUp {
    private final Docker docker;
    private final CacheFolder cache;
    private final ReleaseStore releases;
    private final LabSpec spec;
    private final Progress progress;
    private volatile boolean booted;
    private volatile Optional<Path> next = Optional.empty();

    LabUp(
            Docker docker,
            CacheFolder cache,
            ReleaseStore releases,
            LabSpec spec,
            Progress progress) {
        this.docker = docker;
        this.cache = cache;
        this.releases = releases;
        this.spec = spec;
        this.progress = progress;
    }

    Lab run() throws Failure, InterruptedException {
        boolean whole = false;
        try {
            Lab lab =
                    spec.cluster().isPresent()
                            ? withCluster(spec.cluster().get())
                            : new Lab(spec.name(), boot(), Optional.empty());
            new InventoryFile(lab, next).write();
            whole = true;
            return lab;
        } finally {
            if (!whole) {
                takeBack();
            }
        }
    }

    private Hosts boot() throws Failure, InterruptedException {
        Hosts hosts = Hosts.up(docker, cache, spec.name(), spec.hostSpecs(), progress);
        booted = true;
        return hosts;
    }

    private Lab withCluster(ClusterSpec cluster) throws Failure, InterruptedException {
        // A build of etcd and the making of the image each take half a minute on a new machine.
        SideBySide.Work<Object> release =
                () -> releases.get(cluster.version(), Arch.here(), progress);
        SideBySide.Work<Object> hosts = this::boot;
        SideBySide.Work<Object> other =
                () -> {
                    if (spec.next().isPresent()) {
                        next =
                                Optional.of(
                                        releases.get(spec.next().get(), Arch.here(), progress)
                                                .archive());
                    }
                    return next;
                };
        List<Object> both = SideBySide.run(List.of(release, hosts, other));
        Hosts ready = (Hosts) both.get(1);
        Cluster running =
                Cluster.start(
                        cluster,
                        ready.targets(),
                        (Release) both.get(0),
                        ready.folder().path(),
                        progress);
        return new Lab(spec.name(), ready, Optional.of(running));
    }

    private void takeBack() throws Failure, InterruptedException {
        // An interrupted thread could not run the commands that clean up.
        boolean interrupted = Thread.interrupted();
        try {
            if (booted) {
                Hosts.down(docker, cache, spec.name(), progress);
            }
            docker.stopIfOurs(progress);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
