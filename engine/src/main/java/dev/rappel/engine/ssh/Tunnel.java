package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/**
 * A connection to a port that a host can reach, through the host's own connection; nothing listens
 * here. A thread that is interrupted in it closes it.
 */
final class Tunnel implements ByteChannel {
    private static final Duration STALL = Duration.ofSeconds(30);

    private final DirectConnection through;
    private volatile boolean open = true;

    private Tunnel(DirectConnection through) {
        this.through = through;
    }

    static Tunnel open(Wire wire, String address, int port, Duration deadline)
            throws Failure, InterruptedException {
        CompletableFuture<DirectConnection> opening = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        opening.complete(wire.client().newDirectConnection(address, port));
                    } catch (IOException e) {
                        opening.completeExceptionally(e);
                    }
                });
        try {
            return new Tunnel(opening.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            String said = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            if (e.getCause() instanceof OpenFailException no
                    && no.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
                throw Failure.of(
                                Failure.Kind.REFUSED,
                                "sshd on %s forbids connections to %s port %d"
                                        .formatted(wire.target().name(), address, port))
                        .why(said)
                        .help("on the host: sshd -T | grep -i allowtcpforwarding must say yes");
            }
            throw failed(wire, address, port)
                    .why(
                            said.toLowerCase(java.util.Locale.ROOT).contains("open failed")
                                            || said.contains("Opening `direct-tcpip`")
                                    ? "nothing answers there, or sshd on the host forbids it: "
                                            + said
                                    : said)
                    .help(
                            "on the host: ss -ltn shows who listens, sshd -T | grep -i"
                                    + " allowtcpforwarding must say yes");
        } catch (TimeoutException | InterruptedException e) {
            // It may still come to be; nobody wants it then.
            var _ = opening.thenAccept(late -> new Tunnel(late).close());
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw failed(wire, address, port)
                    .why("no answer within " + deadline.toMillis() + " ms");
        }
    }

    private static Failure failed(Wire wire, String address, int port) {
        return Failure.of(
                wire.isAlive() ? Failure.Kind.FAILED : Failure.Kind.UNREACHABLE,
                "cannot connect from %s to %s port %d"
                        .formatted(wire.target().name(), address, port));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        byte[] chunk = new byte[Math.min(into.remaining(), 16 * 1024)];
        try {
            int count = through.getInputStream().read(chunk);
            if (count > 0) {
                into.put(chunk, 0, count);
            }
            return count;
        } catch (InterruptedIOException e) {
            throw interrupted();
        }
    }

    private ClosedByInterruptException interrupted() {
        close();
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.remaining();
        long end = System.nanoTime() + STALL.toNanos();
        while (from.hasRemaining()) {
            if (!open || !through.isOpen()) {
                throw new ClosedChannelException();
            }
            int room =
                    (int)
                            Math.min(
                                    from.remaining(),
                                    Math.min(32 * 1024, through.getRemoteWinSize()));
            if (room > 0) {
                byte[] chunk = new byte[room];
                from.get(chunk);
                through.getOutputStream().write(chunk);
                through.getOutputStream().flush();
                end = System.nanoTime() + STALL.toNanos();
            } else if (System.nanoTime() > end) {
                throw new IOException(
                        "the other side took nothing for " + STALL.toSeconds() + " s");
            } else {
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                } catch (InterruptedException e) {
                    throw interrupted();
                }
            }
        }
        return before;
    }

    @Override
    public boolean isOpen() {
        return open && through.isOpen();
    }

    /** Does not wait for the other side. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        through.close();
                    } catch (IOException e) {
                        // Its connection is gone, and it with that.
                        open = false;
                    }
                });
    }
}
