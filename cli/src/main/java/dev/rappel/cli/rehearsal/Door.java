package dev.rappel.cli.rehearsal;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A connection to a member that is made with the first bytes that go in: they tell whether HTTP/2
 * is spoken, plainly or as what TLS is asked for, and so which of the member's sockets is meant.
 */
final class Door implements ByteChannel {
    private static final String PLAIN = "PRI * HTTP/2";

    /** The name of the protocol with its length before it, as TLS writes it. */
    private static final String ASKED = "\u0002h2";

    private final UnixDomainSocketAddress calls;
    private final UnixDomainSocketAddress plain;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile Optional<SocketChannel> way = Optional.empty();
    private volatile boolean closed;

    Door(UnixDomainSocketAddress calls, UnixDomainSocketAddress plain) {
        this.calls = calls;
        this.plain = plain;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (way.isEmpty()) {
            String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
            boolean http2 = text.startsWith(PLAIN) || text.contains(ASKED);
            way = Optional.of(SocketChannel.open(http2 ? calls : plain));
            decided.countDown();
        }
        return way.get().write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        try {
            decided.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return way.orElseThrow(AsynchronousCloseException::new).read(bytes);
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        decided.countDown();
        if (way.isPresent()) {
            way.get().close();
        }
    }
}
