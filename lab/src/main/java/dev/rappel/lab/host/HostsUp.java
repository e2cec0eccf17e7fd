package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.process.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Boots the hosts of a lab; whole, or nothing is left. */
final class HostsUp {
    /** A boot takes a second; on a machine that is busy with many, much longer. */
    private static final Duration BOOT = Duration.ofSeconds(90);

    /** The first hosts of a block of addresses are for the machine itself. */
    private static final int FIRST_ADDRESS = 10;

    /** How long after the end of a client Docker may still come up with what that asked for. */
    private static final Duration LATECOMERS = Duration.ofSeconds(2);

    private final Docker docker;
    private final CacheFolder cache;
    private final String lab;
    private final List<HostSpec> specs;
    private final Progress progress;
    private final LabFolder folder;
    private final String attempt = UUID.randomUUID().toString();

    HostsUp(Docker docker, CacheFolder cache, String lab, List<HostSpec> specs, Progress progress) {
        this.docker = docker;
        this.cache = cache;
        this.lab = lab;
        this.progress = progress;
        this.folder = LabFolder.of(cache, lab);
        List<HostSpec> all = new ArrayList<>();
        if (specs.stream().anyMatch(spec -> spec.options().behindJump())) {
            all.add(HostSpec.standard(Hosts.JUMP));
        }
        all.addAll(specs);
        this.specs = List.copyOf(all);
    }

    Hosts run() throws Failure, InterruptedException {
        String image = Image.ready(docker, cache, progress);
        if (Hosts.labs(docker).contains(lab)) {
            throw Failure.of(Failure.Kind.REFUSED, "there is a lab named " + lab + " already")
                    .help("rappel lab down --name " + lab + " removes it; or choose another name");
        }
        boolean whole = false;
        try {
            // From here on the lab's name is ours: Docker gives the network's name out once.
            Network network = Network.make(docker, lab, attempt);
            try (var step = progress.start("booting " + specs.size() + " hosts")) {
                Hosts hosts = boot(image, network);
                whole = true;
                step.done();
                return hosts;
            }
        } finally {
            if (!whole) {
                takeBack();
            }
        }
    }

    /**
     * Removes what this attempt made. Docker goes on with what it was asked for when the client
     * that asked is ended, so things may still appear a moment later.
     */
    private void takeBack() throws Failure, InterruptedException {
        // An interrupted thread could not run the commands that clean up.
        boolean interrupted = Thread.interrupted();
        try {
            boolean ours = false;
            long end = System.nanoTime() + LATECOMERS.toNanos();
            do {
                ours = ours || madeByUs();
                if (ours && Hosts.labs(docker).contains(lab)) {
                    Hosts.down(docker, cache, lab, progress);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            } while (System.nanoTime() < end);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean madeByUs() throws Failure, InterruptedException {
        return !docker.lines(
                        "network",
                        "ls",
                        "-q",
                        "--filter",
                        "label=" + Labels.ATTEMPT + "=" + attempt)
                .isEmpty();
    }

    private Hosts boot(String image, Network network) throws Failure, InterruptedException {
        // A folder without a lab is what was left when Docker lost it; its keys fit nothing any
        // more.
        folder.delete();
        folder.make();
        folder.keyPair(folder.key(), "ed25519", "rappel lab " + lab);
        List<Host> hosts = new ArrayList<>();
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            HostSpec spec = specs.get(i);
            String address = network.subnet().address(FIRST_ADDRESS + i);
            Host host =
                    new Host(
                            docker,
                            folder,
                            spec.name(),
                            address,
                            spec.options().sshPort(),
                            spec.options().user(),
                            spec.options().behindJump());
            hosts.add(host);
            planned.add(new Planned(host, spec.options()));
        }
        folder.write(folder.sshConfig(), SshFiles.config(folder, hosts));
        each(planned, p -> seed(p, network));
        StringBuilder known = new StringBuilder();
        for (Host host : hosts) {
            for (String type : Seed.KEY_TYPES) {
                String key = folder.read(Seed.publicKey(folder, host.name(), type));
                known.append(SshFiles.knownHost(host.name(), host.address(), host.port(), key));
            }
        }
        folder.write(folder.knownHosts(), known.toString());
        each(
                planned,
                p -> {
                    Container.make(p.host(), container(image, network, p, hosts));
                    Container.start(p.host());
                    p.host().booted(BOOT);
                    if (!p.host().behindJump()) {
                        ready(p.host());
                    }
                });
        // Those behind the jump host are reached only once it is there.
        each(hosts.stream().filter(Host::behindJump).toList(), HostsUp::ready);
        return new Hosts(docker, folder, hosts);
    }

    private static void ready(Host host) throws Failure, InterruptedException {
        host.sshReady(BOOT);
        new CleanState(host).note();
    }

    private static <T> void each(List<T> all, Step<T> step) throws Failure, InterruptedException {
        SideBySide.run(
                all.stream()
                        .<SideBySide.Work<T>>map(one ->
                                () -> {
                                    step.on(one);
                                    return one;
                                })
                        .toList());
    }

    private interface Step<T> {
        void on(T one) throws Failure, InterruptedException;
    }

    private record Planned(Host host, HostOptions options) {}

    private void seed(Planned planned, Network network) throws Failure, InterruptedException {
        Seed.make(
                folder,
                planned.host().name(),
                FirstBoot.script(planned.options(), network.gateway()));
    }

    private List<String> container(
            String image, Network network, Planned planned, List<Host> neighbours) {
        return Container.words(image, lab, network, planned.host(), planned.options(), neighbours);
    }
}
