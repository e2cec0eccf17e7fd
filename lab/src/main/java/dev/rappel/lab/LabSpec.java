package dev.rappel.lab;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A lab as asked for.
 *
 * @param hosts how many, named {@code etcd1} and so on (with a cluster as many as it needs)
 * @param options what every host shall be like
 * @param cluster what runs on them; empty for hosts alone
 */
public record LabSpec(String name, int hosts, HostOptions options, Optional<ClusterSpec> cluster) {
    /** The lab of users who do not name theirs. */
    public static final String DEFAULT_NAME = "default";

    /** Hosts with a cluster on them. */
    public static LabSpec of(String name, HostOptions options, ClusterSpec cluster) {
        return new LabSpec(name, cluster.hosts(), options, Optional.of(cluster));
    }

    /** Hosts alone. */
    public static LabSpec of(String name, HostOptions options, int hosts) {
        return new LabSpec(name, hosts, options, Optional.empty());
    }

    List<HostSpec> hostSpecs() {
        String stem = cluster.isPresent() ? "etcd" : "host";
        return IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> new HostSpec(stem + i, options))
                .toList();
    }
}
