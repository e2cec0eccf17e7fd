package dev.rappel.cli.etcd;

import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.Hosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A port of this machine that leads through the jump host to a member that nothing else reaches.
 */
final class Tunnel implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final int MEMBER = 2379;

    private final Process ssh;
    private final int port;

    private Tunnel(Process ssh, int port) {
        this.ssh = ssh;
        this.port = port;
    }

    static Tunnel to(Host host) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process ssh =
                new ProcessBuilder(
                                List.of(
                                        "ssh",
                                        "-F",
                                        host.folder().sshConfig().toString(),
                                        "-o",
                                        "BatchMode=yes",
                                        "-o",
                                        "ExitOnForwardFailure=yes",
                                        "-N",
                                        "-L",
                                        "127.0.0.1:" + port + ":" + host.address() + ":" + MEMBER,
                                        Hosts.JUMP))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Tunnel tunnel = new Tunnel(ssh, port);
        tunnel.open();
        return tunnel;
    }

    private void open() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (!ssh.isAlive() || System.nanoTime() > end) {
                    close();
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The member as this machine reaches it; its certificate is for this address, too. */
    URI url() {
        return URI.create("https://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        ssh.destroy();
    }
}
