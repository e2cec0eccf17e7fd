package dev.rappel.modules.etcd.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import dev.rappel.modules.etcd.version.Minor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Takes one snapshot: stream, make durable, verify, rename, describe, thin out. */
final class Taking {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HostAccess host;
    private final SnapshotArguments args;

    Taking(HostAccess host, SnapshotArguments args) {
        this.host = host;
        this.args = args;
    }

    Value.Fields run() throws Failure, InterruptedException {
        Path folder = args.folder().toAbsolutePath().normalize();
        HostAccess speaker = ClusterLook.at(host, args.access()).speaker(host);
        try (EtcdRpc rpc = MemberDoor.open(speaker, args.access())) {
            // All that was written before this read is in the snapshot.
            long revision = rpc.linearizableRead(EtcdRpc.CALL);
            MemberStatus status = rpc.status();
            String clusterVersion = rpc.clusterVersion();
            Files.createDirectories(folder);
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            String stem = "etcd-" + MemberStatus.hex(status.cluster());
            Path file = folder.resolve(stem + "-" + STAMP.format(now) + "-" + revision + ".db");
            Path part = folder.resolve(file.getFileName() + ".part");
            SnapshotFile taken;
            try {
                receive(rpc, part);
                taken = SnapshotFile.verified(part);
                describe(file, taken, status, clusterVersion, revision, now);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                sync(folder);
            } finally {
                Files.deleteIfExists(part);
            }
            thin(folder, stem);
            SequencedMap<String, Value> done = new LinkedHashMap<>();
            done.put("path", new Value.Text(file.toString()));
            done.put("sha256", new Value.Text(taken.sha256()));
            done.put("size", new Value.Whole(taken.size()));
            done.put("revision", new Value.Whole(revision));
            return new Value.Fields(done);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "the snapshot cannot be kept in " + folder)
                    .why(
                            e instanceof NoSuchFileException
                                    ? "it cannot be made"
                                    : String.valueOf(e.getMessage()))
                    .help("see that the folder can be written and has room: df -h " + folder);
        }
    }

    private void receive(EtcdRpc rpc, Path part) throws Failure, InterruptedException, IOException {
        Files.deleteIfExists(part);
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 18);
            rpc.snapshot(out, args.timeout());
            out.flush();
            channel.force(true);
        }
    }

    private static void describe(
            Path file,
            SnapshotFile taken,
            MemberStatus status,
            String clusterVersion,
            long revision,
            Instant now)
            throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", String.valueOf(file.getFileName()));
        tree.put("time", now.toString());
        tree.put("size", taken.size());
        tree.put("sha256", taken.sha256());
        tree.put("revision", revision);
        tree.put("cluster", MemberStatus.hex(status.cluster()));
        tree.put("member", MemberStatus.hex(status.id()));
        tree.put("server_version", status.version());
        tree.put("cluster_version", clusterVersion);
        status.storage().ifPresent(s -> tree.put("storage_version", s));
        boolean utl =
                Minor.parse(status.version())
                        .filter(m -> m.compareTo(new Minor(3, 5)) >= 0)
                        .isPresent();
        tree.put(
                "restore",
                (utl ? "etcdutl" : "etcdctl")
                        + " snapshot restore "
                        + file.getFileName()
                        + " --name NAME --initial-cluster NAME=PEER_URL,…"
                        + " --initial-advertise-peer-urls PEER_URL --data-dir NEW_FOLDER");
        tree.put(
                "note",
                "restore with the same minor version as server_version, every member from this"
                        + " file; the restored cluster is a new one");
        Path json = file.resolveSibling(file.getFileName() + ".json");
        Files.write(
                json,
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsBytes(tree));
    }

    /** A rename is durable once its folder is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void thin(Path folder, String stem) throws IOException {
        if (args.keep() <= 0) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.list(folder)) {
            all =
                    found.filter(
                                    f -> {
                                        String name = String.valueOf(f.getFileName());
                                        return name.startsWith(stem + "-") && name.endsWith(".db");
                                    })
                            .sorted(Comparator.comparing(Path::toString).reversed())
                            .toList();
        }
        for (Path old : all.subList(Math.min(args.keep(), all.size()), all.size())) {
            Files.deleteIfExists(old);
            Files.deleteIfExists(old.resolveSibling(old.getFileName() + ".json"));
        }
    }
}
