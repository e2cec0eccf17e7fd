package dev.rappel.cli.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One member: its programs, and its process. */
final class Member {
    private final Cluster cluster;
    private final int number;
    private final Path folder;
    private final Map<String, Program> installed = new ConcurrentHashMap<>();
    private final Map<String, String> staged = new ConcurrentHashMap<>();
    private Optional<Service> service = Optional.empty();
    private Program runs;
    private Instant started = Instant.now();
    private int starts;

    /** A file on the member's host. */
    record Program(String sha256, String version) {}

    Member(Cluster cluster, int number, Path folder) {
        this.cluster = cluster;
        this.number = number;
        this.folder = folder;
        for (String name : Release.PROGRAMS) {
            installed.put(name, new Program(Integer.toString(number).repeat(64), Cluster.OLD));
        }
        runs = program();
    }

    Cluster cluster() {
        return cluster;
    }

    int number() {
        return number;
    }

    String name() {
        return Cluster.NAMES.get(number - 1);
    }

    /** The programs in their places. */
    Map<String, Program> installed() {
        return new HashMap<>(installed);
    }

    /** The hashes of those that lie ready. */
    Map<String, String> staged() {
        return new HashMap<>(staged);
    }

    void stage(String program, String sha256) {
        staged.put(program, sha256);
    }

    void activate(String program) {
        String sha256 = staged.get(program);
        if (sha256 != null) {
            installed.put(program, new Program(sha256, Cluster.NEW));
        }
    }

    /** What its process was started from. */
    synchronized Program runs() {
        return runs;
    }

    private Program program() {
        return Objects.requireNonNull(installed.get("etcd"));
    }

    synchronized Instant started() {
        return started;
    }

    /** As a process it is another one after each start. */
    synchronized int process() {
        return 100 + starts;
    }

    /** Starts what is installed; those who are connected are asked to go. */
    synchronized void begin() throws IOException {
        end();
        starts++;
        started = Instant.now();
        runs = program();
        service = Optional.of(new Service(this, folder.resolve(number + "-" + starts)));
    }

    synchronized void end() {
        service.ifPresent(Service::close);
        service = Optional.empty();
    }

    synchronized ByteChannel connect() {
        return service.map(s -> new Door(s.calls(), s.plain()))
                .orElseThrow(() -> new UncheckedIOException(new IOException("nothing listens")));
    }
}
