package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.util.ArrayList;
import java.util.List;

/** The container that a host is, as Docker sees it. */
final class Container {
    private Container() {}

    /**
     * The words after {@code docker} that make it. Not privileged: systemd needs to mount, the
     * faults need to filter and shape, and nothing of this machine is reachable from inside.
     */
    static List<String> words(
            String image,
            String lab,
            Network network,
            Host host,
            HostOptions options,
            List<Host> neighbours) {
        List<String> words = new ArrayList<>(List.of("create", "--name", host.container()));
        words.addAll(List.of("--hostname", host.name()));
        words.addAll(List.of("--network", network.name(), "--ip", host.address()));
        words.addAll(List.of("--label", Labels.LAB + "=" + lab));
        words.addAll(List.of("--label", Labels.HOST + "=" + host.name()));
        words.addAll(List.of("--label", Labels.USER + "=" + host.user()));
        words.addAll(List.of("--label", Labels.PORT + "=" + host.port()));
        words.addAll(List.of("--label", Labels.JUMP + "=" + host.behindJump()));
        words.addAll(List.of("--cap-add", "SYS_ADMIN", "--cap-add", "NET_ADMIN"));
        // As on any host, root may see which program another user's process runs: /proc/PID/exe.
        words.addAll(List.of("--cap-add", "SYS_PTRACE"));
        words.addAll(List.of("--security-opt", "seccomp=unconfined"));
        words.addAll(List.of("--security-opt", "apparmor=unconfined"));
        words.addAll(List.of("--cgroupns", "private", "--env", "container=docker"));
        words.addAll(List.of("--tmpfs", "/run", "--tmpfs", "/run/lock"));
        // Docker's own default is noexec, which an ordinary host's /tmp is not.
        String exec = options.noexecTmp() ? "noexec" : "exec";
        words.addAll(List.of("--tmpfs", "/tmp:mode=1777," + exec));
        for (HostOptions.SmallDisk disk : options.smallDisks()) {
            words.addAll(List.of("--tmpfs", disk.path() + ":exec,mode=0755,size=" + disk.bytes()));
        }
        // A reboot from inside ends the container; the host comes back, as a real one does.
        words.addAll(List.of("--restart", "unless-stopped"));
        for (Host neighbour : neighbours) {
            if (!neighbour.name().equals(host.name())) {
                words.addAll(List.of("--add-host", neighbour.name() + ":" + neighbour.address()));
            }
        }
        words.add(image);
        return List.copyOf(words);
    }

    /** Makes it and gives it its seed; it is not started yet. */
    static void make(Host host, List<String> words) throws Failure, InterruptedException {
        LocalCommand.Result result = host.docker().command(words).run();
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "cannot make host " + host.name())
                    .why(String.join(" ", result.lastLines(1)));
        }
        // Kept, so that the same container can be made once more.
        host.folder()
                .write(
                        host.folder().seed(host.name()).resolveSibling(host.name() + ".docker"),
                        String.join("\n", words) + "\n");
        host.docker()
                .command(
                        "cp",
                        host.folder().seed(host.name()) + "/.",
                        host.container() + ":/etc/rappel-lab")
                .expect();
    }

    static void start(Host host) throws Failure, InterruptedException {
        host.docker().command("start", host.container()).expect();
    }
}
