package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The dockerd that the lab itself started, on a machine without systemd. All it stores is in the
 * cache; its process and what it added to the machine outside the cache are remembered there, so
 * that the last lab takes it along.
 */
final class OwnDaemon {
    private static final Duration GRACE = Duration.ofSeconds(20);

    /**
     * What dockerd makes outside its own folder, to be removed again where it was not there before.
     */
    private static final List<Path> TRACES =
            List.of(
                    Path.of("/etc/docker"),
                    Path.of("/opt/containerd"),
                    Path.of("/run/docker"),
                    Path.of("/run/docker.sock"),
                    Path.of("/sys/class/net/docker0"));

    private final Machine machine;
    private final Path folder;
    private final Path memory;

    OwnDaemon(Machine machine, CacheFolder cache) {
        this.machine = machine;
        this.folder = cache.root().resolve("docker");
        this.memory = cache.root().resolve("docker.started");
    }

    Path log() {
        return folder.resolve("dockerd.log");
    }

    /** Starts it detached: it outlives this program. */
    void start() throws Failure, InterruptedException {
        try {
            Files.createDirectories(folder);
            List<String> made =
                    new ArrayList<>(
                            TRACES.stream()
                                    .filter(p -> !Files.exists(p))
                                    .map(Path::toString)
                                    .toList());
            made.addAll(PacketFilter.beforeDocker(machine).stream().toList());
            Path pidFile = folder.resolve("dockerd.pid");
            Files.deleteIfExists(pidFile);
            machine.run(
                            List.of(
                                    "sh",
                                    "-c",
                                    "PATH=$PATH:/usr/sbin:/sbin; export PATH; exec setsid -f dockerd"
                                            + " --data-root \"$1/data\" --pidfile \"$1/dockerd.pid\""
                                            + " </dev/null >\"$1/dockerd.log\" 2>&1",
                                    "sh",
                                    folder.toString()),
                            GRACE)
                    .ok();
            long limit = System.nanoTime() + GRACE.toNanos();
            while (System.nanoTime() < limit && !Files.exists(pidFile)) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            if (!Files.exists(pidFile)) {
                return;
            }
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            List<String> lines = new ArrayList<>();
            lines.add(pid + " " + born(pid).map(Instant::toEpochMilli).orElse(0L));
            lines.addAll(made);
            Files.write(memory, lines);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot start dockerd")
                    .why("cannot write to " + folder + ": " + e.getMessage())
                    .cause(e);
        }
    }

    boolean running() {
        return process().isPresent();
    }

    /**
     * Ends it if it is ours and still the same process, and removes its traces outside the cache.
     */
    void stop() throws Failure, InterruptedException {
        if (!Files.exists(memory)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(memory);
            Optional<ProcessHandle> process = process();
            if (process.isPresent()) {
                ProcessHandle daemon = process.get();
                daemon.destroy();
                long limit = System.nanoTime() + GRACE.toNanos();
                while (daemon.isAlive() && System.nanoTime() < limit) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                if (daemon.isAlive()) {
                    throw Failure.of(Failure.Kind.STUCK, "dockerd does not end")
                            .why("process " + daemon.pid() + " was asked to, and runs on")
                            .help("kill -9 " + daemon.pid());
                }
                for (String trace : lines.subList(1, lines.size())) {
                    remove(trace);
                }
            }
            Files.deleteIfExists(memory);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.STUCK, "cannot stop the Docker that the lab started")
                    .why(String.valueOf(e.getMessage()))
                    .help("read " + memory)
                    .cause(e);
        }
    }

    private void remove(String trace) throws Failure, InterruptedException {
        if (PacketFilter.isTrace(trace)) {
            PacketFilter.withoutDocker(machine, trace);
            return;
        }
        if (!TRACES.contains(Path.of(trace)) || !Files.exists(Path.of(trace))) {
            return;
        }
        List<String> words =
                trace.startsWith("/sys/class/net/")
                        ? List.of("ip", "link", "delete", "docker0")
                        : List.of("rm", "-rf", "--one-file-system", trace);
        machine.run(words, GRACE).ok();
    }

    private Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(memory)) {
                return Optional.empty();
            }
            String[] words = Files.readAllLines(memory).getFirst().split(" ", 2);
            long pid = Long.parseLong(words[0]);
            long start = Long.parseLong(words[1]);
            // A process id alone could long be somebody else's.
            // The kernel counts from boot: what it is by the clock moves a little when the clock is
            // set.
            return born(pid)
                    .filter(at -> Math.abs(at.toEpochMilli() - start) <= 2000)
                    .flatMap(at -> ProcessHandle.of(pid));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> born(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant());
    }
}
