package dev.rappel.modules.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * TLS over a connection, for one thread that waits for what it reads.
 *
 * <p>A connection that ends without TLS's own farewell is a failure: what was read may be cut
 * short.
 */
public final class TlsChannel implements ByteChannel {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteChannel raw;
    private final SSLEngine engine;
    private ByteBuffer out;
    private ByteBuffer in;
    private ByteBuffer plain;

    private TlsChannel(ByteChannel raw, SSLEngine engine) {
        this.raw = raw;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        this.out = ByteBuffer.allocate(packet);
        this.in = ByteBuffer.allocate(packet);
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /** Shakes hands over a connection; the caller closes that one when this fails. */
    public static TlsChannel over(ByteChannel raw, SSLEngine engine) throws IOException {
        TlsChannel channel = new TlsChannel(raw, engine);
        engine.beginHandshake();
        while (channel.shake()) {
            if (!channel.unwrap()) {
                throw new EOFException("the server ended the connection before TLS began");
            }
        }
        return channel;
    }

    /** Does all of the handshake that needs no word from the other side; whether one is needed. */
    private boolean shake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask();
                            task != null;
                            task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    return true;
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return false;
                }
            }
        }
    }

    private void wrap(ByteBuffer from) throws IOException {
        while (true) {
            out.clear();
            SSLEngineResult result = engine.wrap(from, out);
            switch (result.getStatus()) {
                case BUFFER_OVERFLOW -> out = ByteBuffer.allocate(out.capacity() * 2);
                case CLOSED, OK -> {
                    out.flip();
                    if (result.getStatus() == SSLEngineResult.Status.CLOSED
                            && !out.hasRemaining()) {
                        throw new SSLException("the TLS connection is closed");
                    }
                    while (out.hasRemaining()) {
                        raw.write(out);
                    }
                    return;
                }
                case BUFFER_UNDERFLOW ->
                        throw new IllegalStateException("nothing underflows while sending");
            }
        }
    }

    /** Opens one record, which may hold nothing for us; false at the end. */
    private boolean unwrap() throws IOException {
        while (true) {
            in.flip();
            SSLEngineResult result = engine.unwrap(in, plain);
            in.compact();
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_OVERFLOW -> plain = larger(plain);
                case BUFFER_UNDERFLOW -> {
                    if (!in.hasRemaining()) {
                        in = larger(in);
                    }
                    if (raw.read(in) < 0) {
                        throw new EOFException(
                                "the server ended the connection without a farewell");
                    }
                }
            }
        }
    }

    private static ByteBuffer larger(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.capacity() * 2).put(buffer.flip());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        while (plain.position() == 0) {
            var _ = shake();
            if (!unwrap()) {
                return -1;
            }
        }
        plain.flip();
        int count = Math.min(plain.remaining(), into.remaining());
        into.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        plain.compact();
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.remaining();
        while (from.hasRemaining()) {
            wrap(from);
        }
        return before;
    }

    @Override
    public boolean isOpen() {
        return raw.isOpen();
    }

    /** Says farewell, and closes the connection below. */
    @Override
    public void close() throws IOException {
        try (raw) {
            engine.closeOutbound();
            wrap(NOTHING);
        } catch (SSLException alreadyClosed) {
            // There is nobody to say it to.
        }
    }
}
