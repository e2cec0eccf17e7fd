package dev.rappel.lab.load;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An etcd cluster whose members are processes of this machine, on loopback. */
final class LocalEtcd implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path program;
    private final Path folder;
    private final Optional<TestCertificates> tls;
    private final List<Member> members = new ArrayList<>();

    static final class Member {
        final String name;
        final int clientPort;
        final int peerPort;
        final URI endpoint;
        Process process;

        private Member(String name, int clientPort, int peerPort, URI endpoint, Process process) {
            this.name = name;
            this.clientPort = clientPort;
            this.peerPort = peerPort;
            this.endpoint = endpoint;
            this.process = process;
        }

        /** Like a power cut for this member: no time to hand over. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** Its connections stay open and nothing is answered, until it is killed. */
        void pause() throws Failure, InterruptedException {
            LocalCommand.of("kill", "-STOP", Long.toString(process.pid())).expect();
        }
    }

    private LocalEtcd(Path program, Path folder, Optional<TestCertificates> tls) {
        this.program = program;
        this.folder = folder;
        this.tls = tls;
    }

    static LocalEtcd start(Path program, Path folder, int size, Optional<TestCertificates> tls)
            throws IOException, InterruptedException {
        Quiet.please();
        LocalEtcd cluster = new LocalEtcd(program, folder, tls);
        List<Integer> ports = freePorts(size * 2);
        String scheme = tls.isPresent() ? "https" : "http";
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            peers.add("m" + i + "=http://127.0.0.1:" + ports.get(2 * i + 1));
        }
        try {
            for (int i = 0; i < size; i++) {
                int client = ports.get(2 * i);
                int peer = ports.get(2 * i + 1);
                URI endpoint = URI.create(scheme + "://127.0.0.1:" + client);
                Process process = cluster.launch("m" + i, endpoint, peer, String.join(",", peers));
                cluster.members.add(new Member("m" + i, client, peer, endpoint, process));
            }
            cluster.awaitLeader();
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private Process launch(String name, URI endpoint, int peerPort, String peers)
            throws IOException {
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> words =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--name=" + name,
                                "--data-dir=" + folder.resolve(name + ".etcd"),
                                "--listen-client-urls=" + endpoint,
                                "--advertise-client-urls=" + endpoint,
                                "--listen-peer-urls=" + peer,
                                "--initial-advertise-peer-urls=" + peer,
                                "--initial-cluster=" + peers,
                                "--initial-cluster-token=" + folder.getFileName(),
                                "--logger=zap",
                                "--log-level=warn"));
        tls.ifPresent(certificates ->
                words.addAll(
                        List.of(
                                "--client-cert-auth",
                                "--trusted-ca-file=" + certificates.ca(),
                                "--cert-file=" + certificates.serverCertificate(),
                                "--key-file=" + certificates.serverKey())));
        Path log = folder.resolve(name + ".log");
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    List<URI> endpoints() {
        return members.stream().map(member -> member.endpoint).toList();
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    Member leader() throws InterruptedException {
        EndpointStatus any = awaitLeader();
        for (Member member : members) {
            try (EndpointLink link = link(member.endpoint)) {
                if (link.status(Duration.ofSeconds(5)).member() == any.leader()) {
                    return member;
                }
            }
        }
        throw new IllegalStateException("no member is the leader");
    }

    EndpointLink link(URI endpoint) {
        return new EndpointLink(
                endpoint,
                tls.map(certificates -> {
                    try {
                        return ClientTls.of(certificates.client());
                    } catch (Failure e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    private EndpointStatus awaitLeader() throws InterruptedException {
        Instant limit = Instant.now().plus(START);
        try (EndpointLink link = link(members.getFirst().endpoint)) {
            while (true) {
                try {
                    EndpointStatus status = link.status(Duration.ofSeconds(2));
                    if (status.leader() != 0) {
                        return status;
                    }
                } catch (StatusRuntimeException e) {
                    link.hurry();
                }
                if (Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("no leader within " + START + "\n" + logs());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private String logs() {
        return members.stream()
                .map(member -> {
                    try {
                        return Files.readString(folder.resolve(member.name + ".log"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining("\n"));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        members.forEach(member -> member.process.destroyForcibly());
    }
}
