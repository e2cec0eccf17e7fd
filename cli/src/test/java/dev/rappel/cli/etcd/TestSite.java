package dev.rappel.cli.etcd;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Hosts that the tests of one class share; each test makes a cluster of its own on them. */
final class TestSite {
    static final EtcdVersion OLD = new EtcdVersion(3, 7, 1);
    static final EtcdVersion NEW = new EtcdVersion(3, 6, 14);

    private final CacheFolder cache = CacheFolder.ofThisUser();
    private final ReleaseStore store = ReleaseStore.ofThisUser();
    private final String name;
    private final Docker docker;
    private final Hosts hosts;
    private int clusters;

    private TestSite(String name, int count, HostOptions options)
            throws Failure, InterruptedException {
        this.name = name;
        this.docker = Docker.ready(cache, Progress.SILENT);
        Hosts.down(docker, cache, name, Progress.SILENT); // what a killed run left
        List<HostSpec> specs =
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new HostSpec("etcd" + i, options))
                        .toList();
        this.hosts = Hosts.up(docker, cache, name, specs, Progress.SILENT);
    }

    static TestSite up(String name, int count, HostOptions options)
            throws Failure, InterruptedException {
        return new TestSite(name, count, options);
    }

    void down() throws Failure, InterruptedException {
        Hosts.down(docker, cache, name, Progress.SILENT);
    }

    Host host(String name) throws Failure {
        return hosts.host(name);
    }

    Release release(EtcdVersion version) throws Failure, InterruptedException {
        return store.get(version, Arch.here(), Progress.SILENT);
    }

    /**
     * A new cluster on the first hosts, whatever was on them before, and the command for it. It
     * comes back when the cluster's version is that of its members.
     */
    TestRoll cluster(ClusterSpec spec) throws Failure, InterruptedException, IOException {
        List<Host> members = hosts.targets().subList(0, spec.hosts());
        for (Host host : members) {
            // What an earlier test's roll and faults left there.
            host.exec(
                    "rm -rf /run/go /var/lib/rappel /etc/systemd/system/etcd.service.d/zz-test.conf");
        }
        // A member of an earlier, larger cluster would go on looking for the others.
        Cluster.wipe(hosts.targets().subList(spec.hosts(), hosts.targets().size()));
        Path folder = hosts.folder().path().resolve("cluster-" + ++clusters);
        Files.createDirectories(folder);
        Cluster cluster =
                Cluster.start(
                        spec,
                        members,
                        release(spec.version()),
                        hosts.folder().path(),
                        Progress.SILENT);
        cluster.settle(Duration.ofSeconds(60));
        return new TestRoll(cluster, this, folder, inventory(members, folder));
    }

    /** No more than how to reach the hosts: what there is to know of etcd is found there. */
    Path inventory(List<Host> members, Path folder) throws IOException {
        StringBuilder text = new StringBuilder("etcd:\n  hosts:\n");
        for (Host host : members) {
            text.append("    ").append(host.name()).append(":\n");
            text.append("      ansible_host: ").append(host.address()).append('\n');
            text.append("      ansible_port: ").append(host.port()).append('\n');
            text.append("      ansible_user: ").append(host.user()).append('\n');
        }
        text.append("  vars:\n    ansible_ssh_common_args: -F ")
                .append(hosts.folder().sshConfig())
                .append("\n    ansible_ssh_private_key_file: ")
                .append(hosts.folder().key())
                .append('\n');
        Path file = folder.resolve("inventory-" + members.size() + ".yml");
        Files.writeString(file, text);
        return file;
    }
}
