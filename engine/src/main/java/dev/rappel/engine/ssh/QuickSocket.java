package dev.rappel.engine.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * A connected socket that waits for nothing: no Nagle on this side, and after each read the kernel
 * is told anew to acknowledge at once, because OpenSSH before 9.6 waits for that on its side.
 *
 * <p>It also keeps the first words of the other side, for when they are not SSH.
 */
final class QuickSocket extends Socket {
    private static final int WORDS = 512;

    private final byte[] first = new byte[WORDS];
    private volatile int kept;

    static QuickSocket to(InetSocketAddress address, int timeoutMillis) throws IOException {
        QuickSocket socket = new QuickSocket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, timeoutMillis);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** What the other side said first, as far as it can be read; for messages only. */
    String firstWords() {
        return new String(first, 0, kept, StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~\n]", "")
                .strip();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        boolean quick = supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = in.read(bytes, from, length);
                if (quick && read > 0) {
                    setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                }
                int before = kept;
                int keep = Math.min(read, WORDS - before);
                if (keep > 0) {
                    System.arraycopy(bytes, from, first, before, keep);
                    kept = before + keep;
                }
                return read;
            }
        };
    }

    /** Gives SSHJ this socket instead of one of its own making. */
    SocketFactory factory() {
        QuickSocket made = this;
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return made;
            }

            @Override
            public Socket createSocket(String host, int port) {
                return made;
            }

            @Override
            public Socket createSocket(
                    String host, int port, java.net.InetAddress local, int localPort) {
                return made;
            }

            @Override
            public Socket createSocket(java.net.InetAddress host, int port) {
                return made;
            }

            @Override
            public Socket createSocket(
                    java.net.InetAddress host,
                    int port,
                    java.net.InetAddress local,
                    int localPort) {
                return made;
            }
        };
    }
}
