package dev.rappel.modules.etcd;

import dev.rappel.engine.module.Beside;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.ssh.Links;
import dev.rappel.engine.ssh.Passphrases;
import dev.rappel.engine.ssh.SshTarget;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.LabSpec;
import dev.rappel.lab.Labs;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.process.Progress;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A real cluster on hosts of a lab, reached over SSH with root's rights as a run would. */
final class TestCluster {
    private static final Progress QUIET =
            what ->
                    new Progress.Step() {
                        @Override
                        public void done() {}

                        @Override
                        public void done(String outcome) {}
                    };

    private final Labs labs = Labs.ofThisUser();
    private final String name;
    private final Lab lab;
    private final Links links;
    private final List<HostAccess> hosts = new ArrayList<>();
    private final Map<String, Beside> besides = new HashMap<>();

    TestCluster(String name, ClusterSpec spec) throws Failure, InterruptedException {
        this.name = name;
        labs.down(name, QUIET); // what a killed run left
        lab = labs.up(LabSpec.of(name, HostOptions.standard(), spec), QUIET);
        String config = lab.hosts().folder().sshConfig().toString();
        links =
                Links.open(
                        lab.hosts().targets().stream()
                                .map(h ->
                                        SshTarget.of(h.name(), h.name())
                                                .withArguments(List.of("-F", config)))
                                .toList(),
                        Passphrases.NONE);
        for (Host host : lab.hosts().targets()) {
            hosts.add(new Together(links.to(host.name(), Rights.of("root"))));
        }
    }

    List<HostAccess> hosts() {
        return List.copyOf(hosts);
    }

    /** What a module started to go on beside the tasks. */
    Beside beside(String name) {
        return Objects.requireNonNull(besides.get(name), name);
    }

    Lab lab() {
        return lab;
    }

    Host machine(String host) throws Failure, InterruptedException {
        return lab.hosts().host(host);
    }

    void close() throws Failure, InterruptedException {
        links.close();
        labs.down(name, QUIET);
    }

    /** One host of the cluster, which knows the others. */
    private final class Together implements HostAccess {
        private final HostAccess host;

        Together(HostAccess host) {
            this.host = host;
        }

        @Override
        public String name() {
            return host.name();
        }

        @Override
        public Reply run(Script script) throws Failure, InterruptedException {
            return host.run(script);
        }

        @Override
        public void upload(Upload upload) throws Failure, InterruptedException {
            host.upload(upload);
        }

        @Override
        public Optional<byte[]> read(String path, long limit) throws Failure, InterruptedException {
            return host.read(path, limit);
        }

        @Override
        public Kept kept() throws Failure, InterruptedException {
            return host.kept();
        }

        @Override
        public ByteChannel connect(String address, int port, Duration deadline)
                throws Failure, InterruptedException {
            return host.connect(address, port, deadline);
        }

        @Override
        public List<HostAccess> together() {
            return hosts;
        }

        @Override
        public void beside(String name, Supplier<Beside> start) {
            besides.computeIfAbsent(name, _ -> start.get());
        }
    }
}
