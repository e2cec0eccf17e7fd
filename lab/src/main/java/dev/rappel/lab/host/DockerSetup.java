package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Gets from a machine as it is to a Docker that answers, or says in one line why not. Only root on
 * Debian or Ubuntu gets anything installed or started, and never where the user named a Docker.
 */
final class DockerSetup {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(60);

    private final Machine machine;
    private final Progress progress;
    private final Apt apt;
    private final OwnDaemon own;

    DockerSetup(Machine machine, CacheFolder cache, Progress progress) {
        this.machine = machine;
        this.progress = progress;
        this.apt = new Apt(machine, cache, progress);
        this.own = new OwnDaemon(machine, cache);
    }

    void run() throws Failure, InterruptedException {
        String silence = "there is no docker program on the PATH";
        if (machine.has("docker")) {
            LocalCommand.Result answer = ask();
            if (answer.ok()) {
                return;
            }
            silence = String.join(" ", answer.lastLines(1));
            refuseWhereItIsNotOurs(silence);
        }
        if (!machine.root()) {
            throw Failure.of(Failure.Kind.REFUSED, "Docker does not answer")
                    .why(silence + "; only root may install or start it")
                    .help(
                            "start Docker, or run this once as root on Debian or Ubuntu: docker.io is"
                                    + " installed and started then");
        }
        boolean systemd = machine.init().equals("systemd");
        install(silence);
        start(systemd);
    }

    void stopIfOurs() throws Failure, InterruptedException {
        own.stop();
    }

    /** Whether there is a Docker to talk to, right now. */
    boolean answers() throws Failure, InterruptedException {
        return machine.has("docker") && ask().ok();
    }

    private LocalCommand.Result ask() throws Failure, InterruptedException {
        return machine.run(List.of("docker", "version", "--format", "{{.Server.Version}}"), ANSWER);
    }

    /** A Docker that the user named, or that does not let this user in, is for the user to mend. */
    private void refuseWhereItIsNotOurs(String silence) throws Failure {
        for (String name : List.of("DOCKER_HOST", "DOCKER_CONTEXT")) {
            if (!machine.variable(name).isEmpty()) {
                throw Failure.of(Failure.Kind.REFUSED, "Docker does not answer")
                        .why(silence)
                        .help(
                                "%s=%s names a Docker that is not there; unset it to use this machine's own"
                                        .formatted(name, machine.variable(name)));
            }
        }
        if (silence.contains("permission denied")) {
            throw Failure.of(Failure.Kind.REFUSED, "this user may not use Docker")
                    .why(silence)
                    .help("become a member of the group docker, or run this as root");
        }
    }

    private void install(String silence) throws Failure, InterruptedException {
        List<String> missing = new ArrayList<>();
        if (!machine.has("dockerd") || !machine.has("docker")) {
            missing.add("docker.io");
        }
        if (!machine.has("iptables")) {
            missing.add("iptables");
        }
        if (!machine.has("ssh-keygen")) {
            missing.add("openssh-client");
        }
        if (missing.isEmpty()) {
            return;
        }
        if (!apt.possible()) {
            throw Failure.of(Failure.Kind.REFUSED, "Docker does not answer")
                    .why(silence + "; it is installed by itself on Debian and Ubuntu only")
                    .help("install and start Docker the way your system does it");
        }
        apt.install(missing);
        if (!machine.has("docker")) {
            // Since Debian 13 the client is a package of its own.
            apt.install(List.of("docker-cli"));
        }
    }

    private void start(boolean systemd) throws Failure, InterruptedException {
        try (var step = progress.start("starting Docker")) {
            if (systemd) {
                LocalCommand.Result result =
                        machine.run(List.of("systemctl", "start", "docker"), START);
                if (!result.ok()) {
                    throw Failure.of(Failure.Kind.FAILED, "cannot start Docker")
                            .why("systemctl start docker ended with status " + result.status())
                            .help("journalctl -u docker tells more")
                            .evidence(result.lastLines(5));
                }
                awaitAnswer(false);
            } else {
                boolean answers = false;
                own.start();
                try {
                    awaitAnswer(true);
                    answers = true;
                } finally {
                    if (!answers) {
                        own.stop();
                    }
                }
            }
            step.done();
        }
    }

    private void awaitAnswer(boolean ours) throws Failure, InterruptedException {
        long limit = System.nanoTime() + START.toNanos();
        List<String> last = List.of();
        while (System.nanoTime() < limit) {
            LocalCommand.Result answer = ask();
            if (answer.ok()) {
                return;
            }
            last = answer.lastLines(1);
            if (ours && !own.running()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw Failure.of(Failure.Kind.FAILED, "Docker was started and does not answer")
                .why(String.join(" ", last))
                .help("all that dockerd said is in " + own.log())
                .evidence(ours ? tail(own.log()) : List.of());
    }

    private static List<String> tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - 10), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
