package dev.rappel.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterStatus;
import dev.rappel.lab.host.Hosts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lab that is up.
 *
 * @param cluster empty where only hosts were asked for
 */
public record Lab(String name, Hosts hosts, Optional<Cluster> cluster) {
    /** Ansible's YAML, ready for {@code -i}. */
    public Path inventory() {
        return hosts.folder().path().resolve("inventory.yml");
    }

    /** The cluster, for commands that need one. */
    public Cluster needCluster() throws Failure {
        return cluster.orElseThrow(() ->
                Failure.of(Failure.Kind.USAGE, "lab " + name + " has no cluster")
                        .why("it was made with --hosts-only")
                        .help("rappel lab down --name " + name + ", then up without --hosts-only"));
    }

    /** How the cluster is now; empty where there is none. */
    public Optional<ClusterStatus> clusterStatus() throws Failure, InterruptedException {
        return cluster.isPresent() ? Optional.of(cluster.get().status()) : Optional.empty();
    }
}
