package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One host of a lab that is up. What the lab itself does to it goes through Docker, so it works
 * when the network or sshd is what is broken; what a test does should go over SSH.
 */
public final class Host {
    private static final Duration EXEC = Duration.ofSeconds(60);

    private final Docker docker;
    private final LabFolder folder;
    private final String name;
    private final String address;
    private final int port;
    private final String user;
    private final boolean behindJump;

    Host(
            Docker docker,
            LabFolder folder,
            String name,
            String address,
            int port,
            String user,
            boolean behindJump) {
        this.docker = docker;
        this.folder = folder;
        this.name = name;
        this.address = address;
        this.port = port;
        this.user = user;
        this.behindJump = behindJump;
    }

    static String containerFor(String lab, String host) {
        return "rappel-" + lab + "-" + host;
    }

    public String name() {
        return name;
    }

    /** Its IPv4 address in the lab's network; the same for as long as the lab is up. */
    public String address() {
        return address;
    }

    /** Where sshd listens. */
    public int port() {
        return port;
    }

    /** Who logs in. */
    public String user() {
        return user;
    }

    /** Whether only the lab's jump host can reach it. */
    public boolean behindJump() {
        return behindJump;
    }

    /** The container's name: {@code docker exec -it NAME bash} is a root shell on the host. */
    public String container() {
        return containerFor(folder.lab(), name);
    }

    /** The folder of the lab that this host belongs to. */
    public LabFolder folder() {
        return folder;
    }

    Docker docker() {
        return docker;
    }

    /**
     * Runs a script as root with {@code sh}, through Docker; arguments are $1, $2, … and standard
     * input is empty. Within a minute.
     */
    public LocalCommand.Result exec(String script, String... args)
            throws Failure, InterruptedException {
        return script(script, args).within(EXEC).run();
    }

    /** The same, not yet run: for a deadline, input or progress of one's own. */
    public LocalCommand script(String script, String... args) {
        List<String> words =
                new ArrayList<>(List.of("exec", "-i", container(), "sh", "-c", script, "sh"));
        words.addAll(Arrays.asList(args));
        return docker.command(words).within(EXEC);
    }

    /** Runs a script as root that must end well. */
    LocalCommand.Result must(String script, String... args) throws Failure, InterruptedException {
        LocalCommand.Result result = exec(script, args);
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "a step on host " + name + " failed")
                    .why("exit status " + result.status())
                    .evidence(result.lastLines(15));
        }
        return result;
    }

    /**
     * Runs a command line over SSH as the host's user, the way a person would: {@code ssh -F … host
     * 'command'}. Not yet run; the login shell of the user reads the line.
     */
    public LocalCommand ssh(String commandLine) {
        return LocalCommand.of(
                        "ssh",
                        "-F",
                        folder.sshConfig().toString(),
                        "-o",
                        "BatchMode=yes",
                        name,
                        commandLine)
                .within(EXEC);
    }

    private static final String PUT =
            """
            set -eu
            mkdir -p "$(dirname "$1")"
            part=$(mktemp "$1.XXXXXX")
            trap 'rm -f "$part"' EXIT
            cat >"$part"
            chmod "$2" "$part"
            chown "$3" "$part"
            mv -f "$part" "$1"
            """;

    /**
     * Puts a file of this machine onto the host, whole or not at all. Missing folders are made.
     *
     * @param mode as for chmod: "0755"
     * @param owner as for chown: "root:root"
     */
    public void put(Path local, String remote, String mode, String owner)
            throws Failure, InterruptedException {
        LocalCommand put = script(PUT, remote, mode, owner).input(local);
        check(remote, put.within(Duration.ofMinutes(2)).run());
    }

    /** The same with the file's text, as UTF-8. */
    public void putText(String text, String remote, String mode, String owner)
            throws Failure, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        check(remote, script(PUT, remote, mode, owner).input(bytes).run());
    }

    private void check(String remote, LocalCommand.Result result) throws Failure {
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "cannot put " + remote + " on host " + name)
                    .why(String.join(" ", result.lastLines(1)));
        }
    }

    /**
     * Waits until the host has booted and its user can log in over SSH with the lab's key.
     *
     * @throws Failure when that takes longer than {@code limit}, with what the host says about it
     */
    public void sshReady(Duration limit) throws Failure, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        LocalCommand.Result last;
        do {
            last =
                    LocalCommand.of(
                                    "ssh",
                                    "-F",
                                    folder.sshConfig().toString(),
                                    "-o",
                                    "BatchMode=yes",
                                    "-o",
                                    "ConnectTimeout=3",
                                    name,
                                    "true")
                            .within(limit.plusSeconds(5))
                            .run();
            if (last.ok()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(80);
        } while (System.nanoTime() < end);
        throw Failure.of(Failure.Kind.UNREACHABLE, "host " + name + " lets nobody in over SSH")
                .why(String.join(" ", last.lastLines(1)) + " (for " + limit.toSeconds() + " s)")
                .help("docker logs " + container() + "; docker exec -it " + container() + " bash")
                .evidence(evidence());
    }

    /** Waits until systemd has nothing left to start. */
    void booted(Duration limit) throws Failure, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String state;
        do {
            // "degraded" is a host as well: one unit failed, and the login will tell whether it
            // matters.
            state = exec("systemctl is-system-running").out().strip();
            if (state.equals("running") || state.equals("degraded")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        } while (System.nanoTime() < end);
        throw Failure.of(Failure.Kind.FAILED, "host " + name + " does not finish its boot")
                .why(
                        "systemd says "
                                + (state.isEmpty() ? "nothing" : state)
                                + " after "
                                + limit.toSeconds()
                                + " s")
                .help("docker logs " + container())
                .evidence(evidence());
    }

    /**
     * How a host got back to its clean state.
     *
     * @param booted false: in place, well under a second or two. True: it was made anew, with the
     *     same address and host keys
     * @param because what could not be put back in place; empty where all could
     */
    public record Reset(boolean booted, List<String> because) {
        public Reset {
            because = List.copyOf(because);
        }
    }

    /**
     * Puts the host back to how it was when the lab had booted: faults undone, units that were not
     * there stopped and gone, users' processes ended, added files removed and changed ones
     * restored, journal empty. Compared afterwards; a host that is not clean then is made anew.
     */
    public Reset reset() throws Failure, InterruptedException {
        return new CleanState(this).bringBack();
    }

    private List<String> evidence() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(docker.command("logs", "--tail", "5", container()).run().lastLines(5));
            lines.addAll(
                    exec("systemctl --failed --no-legend; journalctl -n 8 -o cat").lastLines(12));
        } catch (Failure e) {
            lines.add(e.what());
        }
        return lines;
    }

    @Override
    public String toString() {
        return name + " (" + user + "@" + address + ":" + port + ")";
    }
}
