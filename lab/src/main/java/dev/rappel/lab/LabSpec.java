package dev.rappel.lab;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.release.EtcdVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A lab as asked for.
 *
 * @param hosts how many, named {@code etcd1} and so on (with a cluster as many as it needs)
 * @param options what every host shall be like
 * @param cluster what runs on them; empty for hosts alone
 * @param next another release to have ready, for a change of version; the inventory tells where
 */
public record LabSpec(
        String name,
        int hosts,
        HostOptions options,
        Optional<ClusterSpec> cluster,
        Optional<EtcdVersion> next) {
    /** The lab of users who do not name theirs. */
    public static final String DEFAULT_NAME = "default";

    /** Hosts with a cluster on them. */
    public static LabSpec of(String name, HostOptions options, ClusterSpec cluster) {
        return new LabSpec(name, cluster.hosts(), options, Optional.of(cluster), Optional.empty());
    }

    /** Hosts alone. */
    public static LabSpec of(String name, HostOptions options, int hosts) {
        return new LabSpec(name, hosts, options, Optional.empty(), Optional.empty());
    }

    /** The same, with another release ready. */
    public LabSpec next(EtcdVersion version) {
        return new LabSpec(name, hosts, options, cluster, Optional.of(version));
    }

    List<HostSpec> hostSpecs() {
        String stem = cluster.isPresent() ? "etcd" : "host";
        return IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> new HostSpec(stem + i, options))
                .toList();
    }
}
