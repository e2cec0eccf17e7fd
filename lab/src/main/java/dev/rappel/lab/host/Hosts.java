package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The hosts of one lab, side by side in a network of their own. What is up is what Docker says is
 * up: everything carries a label with the lab's name.
 */
public final class Hosts {
    /** The name of the host in front of those that are behind a jump host. */
    public static final String JUMP = "jump";

    private final Docker docker;
    private final LabFolder folder;
    private final List<Host> all;

    Hosts(Docker docker, LabFolder folder, List<Host> all) {
        this.docker = docker;
        this.folder = folder;
        this.all = List.copyOf(all);
    }

    /** As below, with the Docker of this machine and the cache of this user. */
    public static Hosts up(String lab, List<HostSpec> specs, Progress progress)
            throws Failure, InterruptedException {
        HostNames.checkLab(lab);
        HostNames.check(specs);
        CacheFolder cache = CacheFolder.ofThisUser();
        return up(Docker.ready(cache, progress), cache, lab, specs, progress);
    }

    /**
     * Boots hosts side by side, and returns when each lets its user in over SSH.
     *
     * @throws Failure when there is a lab of that name already, or a host does not come up; all
     *     that was made has been removed then, as it is when the thread is interrupted
     */
    public static Hosts up(
            Docker docker, CacheFolder cache, String lab, List<HostSpec> specs, Progress progress)
            throws Failure, InterruptedException {
        HostNames.checkLab(lab);
        HostNames.check(specs);
        return new HostsUp(docker, cache, lab, specs, progress).run();
    }

    /** A lab that is up, or what there is of it; empty when nothing is. */
    public static Optional<Hosts> of(Docker docker, CacheFolder cache, String lab)
            throws Failure, InterruptedException {
        LabFolder folder = LabFolder.of(cache, lab);
        List<String> containers =
                docker.lines("ps", "-aq", "--filter", "label=" + Labels.LAB + "=" + lab);
        if (containers.isEmpty()) {
            return Optional.empty();
        }
        List<String> inspect =
                new ArrayList<>(
                        List.of(
                                "inspect",
                                "--format",
                                "{{range .NetworkSettings.Networks}}{{.IPAMConfig.IPv4Address}}{{end}}"
                                        + label(Labels.HOST)
                                        + label(Labels.PORT)
                                        + label(Labels.USER)
                                        + label(Labels.JUMP)));
        inspect.addAll(containers);
        List<Host> hosts = new ArrayList<>();
        for (String line : docker.command(inspect).expect().out().lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length == 5) {
                hosts.add(
                        new Host(
                                docker,
                                folder,
                                words[1],
                                words[0],
                                Integer.parseInt(words[2]),
                                words[3],
                                Boolean.parseBoolean(words[4])));
            }
        }
        // Addresses were given out in the order in which the hosts were named.
        hosts.sort(Comparator.comparing(h -> Subnet.of(h.address()).map(Subnet::base).orElse(0L)));
        return Optional.of(new Hosts(docker, folder, hosts));
    }

    private static String label(String name) {
        return " {{index .Config.Labels \"" + name + "\"}}";
    }

    /** The names of all labs of which anything is left in Docker, sorted. */
    public static List<String> labs(Docker docker) throws Failure, InterruptedException {
        TreeSet<String> names = new TreeSet<>();
        String label = "{{.Label \"" + Labels.LAB + "\"}}";
        names.addAll(
                docker.lines("ps", "-a", "--filter", "label=" + Labels.LAB, "--format", label));
        names.addAll(
                docker.lines(
                        "network", "ls", "--filter", "label=" + Labels.LAB, "--format", label));
        return List.copyOf(names);
    }

    /**
     * Removes all of a lab: containers, network, folder; whole or half-made. There being none is
     * fine.
     *
     * @return how many hosts were removed
     */
    public static int down(Docker docker, CacheFolder cache, String lab, Progress progress)
            throws Failure, InterruptedException {
        HostNames.checkLab(lab);
        try (var step = progress.start("removing lab " + lab)) {
            String filter = "label=" + Labels.LAB + "=" + lab;
            List<String> containers = docker.lines("ps", "-aq", "--filter", filter);
            remove(docker, List.of("rm", "-f", "-v"), containers);
            remove(
                    docker,
                    List.of("network", "rm"),
                    docker.lines("network", "ls", "-q", "--filter", filter));
            LabFolder.of(cache, lab).delete();
            step.done(containers.size() + " hosts");
            return containers.size();
        }
    }

    private static void remove(Docker docker, List<String> command, List<String> what)
            throws Failure, InterruptedException {
        if (what.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(what);
        LocalCommand.Result result = docker.command(words).run();
        // Somebody else may have removed it in between, which is as good.
        if (!result.ok()
                && !result.err().contains("No such")
                && !result.err().contains("not found")) {
            throw Failure.of(Failure.Kind.STUCK, "cannot remove all of the lab")
                    .why(String.join(" ", result.lastLines(1)))
                    .help("once that is mended, rappel lab down again removes the rest");
        }
    }

    /** All hosts in the order in which they were asked for; a jump host comes first. */
    public List<Host> all() {
        return all;
    }

    /** The hosts without the jump host. */
    public List<Host> targets() {
        return all.stream().filter(h -> !h.name().equals(JUMP)).toList();
    }

    /** The host of that name. */
    public Host host(String name) throws Failure {
        return all.stream()
                .filter(h -> h.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Failure.of(
                                        Failure.Kind.USAGE,
                                        "lab %s has no host %s".formatted(folder.lab(), name))
                                .help(
                                        "it has "
                                                + String.join(
                                                        ", ",
                                                        all.stream().map(Host::name).toList())));
    }

    public LabFolder folder() {
        return folder;
    }

    Docker docker() {
        return docker;
    }
}
