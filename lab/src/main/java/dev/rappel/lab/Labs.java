package dev.rappel.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The labs of this machine's user: brought up, found again, taken down. */
public final class Labs {
    private final CacheFolder cache;
    private final ReleaseStore releases;

    public Labs(CacheFolder cache, ReleaseStore releases) {
        this.cache = cache;
        this.releases = releases;
    }

    public static Labs ofThisUser() {
        return new Labs(CacheFolder.ofThisUser(), ReleaseStore.ofThisUser());
    }

    /**
     * Brings up hosts and, where asked for, a cluster on them, and writes an inventory of it.
     *
     * @throws Failure also when a lab of that name is up; whatever went wrong, and when
     *     interrupted, nothing of this lab is left
     */
    public Lab up(LabSpec spec, Progress progress) throws Failure, InterruptedException {
        Docker docker = Docker.ready(cache, progress);
        return new LabUp(docker, cache, releases, spec, progress).run();
    }

    /**
     * The lab of that name.
     *
     * @throws Failure of kind USAGE when there is none
     */
    public Lab open(String name) throws Failure, InterruptedException {
        Optional<Docker> docker = docker(name);
        Optional<Hosts> hosts =
                docker.isPresent() ? Hosts.of(docker.get(), cache, name) : Optional.empty();
        if (hosts.isEmpty()) {
            throw Failure.of(Failure.Kind.USAGE, "there is no lab named " + name)
                    .help(others(docker).orElse("rappel lab up --name " + name));
        }
        return new Lab(
                name,
                hosts.get(),
                Cluster.open(hosts.get().folder().path(), hosts.get().targets()));
    }

    /** The names of all labs of which anything is left, sorted. */
    public List<String> names() throws Failure, InterruptedException {
        Optional<Docker> docker = Docker.answering(cache);
        return docker.isPresent() ? Hosts.labs(docker.get()) : List.of();
    }

    /**
     * Removes all of a lab, whole or half-made, and stops Docker if it runs only because a lab
     * needed it.
     *
     * @return how many hosts were removed
     */
    public int down(String name, Progress progress) throws Failure, InterruptedException {
        Optional<Docker> docker = docker(name);
        if (docker.isEmpty()) {
            return 0;
        }
        int removed = Hosts.down(docker.get(), cache, name, progress);
        docker.get().stopIfOurs(progress);
        return removed;
    }

    /**
     * Docker, started where a lab's folder says that there was one; a machine without labs is left
     * as it is.
     */
    private Optional<Docker> docker(String name) throws Failure, InterruptedException {
        return Files.exists(cache.labs().resolve(name))
                ? Optional.of(Docker.ready(cache, Progress.SILENT))
                : Docker.answering(cache);
    }

    private static Optional<String> others(Optional<Docker> docker)
            throws Failure, InterruptedException {
        List<String> names = docker.isPresent() ? Hosts.labs(docker.get()) : List.of();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("labs that are up: " + String.join(", ", names));
    }
}
