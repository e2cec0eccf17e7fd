package dev.rappel.engine.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * The agent that holds a user's keys (draft-miller-ssh-agent). Each question has a connection of
 * its own, so that many threads can ask.
 */
final class Agent {
    private static final int IDENTITIES_QUESTION = 11;
    private static final int IDENTITIES = 12;
    private static final int SIGN_QUESTION = 13;
    private static final int SIGNATURE = 14;
    private static final int RSA_SHA2_512 = 4;
    private static final int LONGEST = 1 << 20;

    /** A key that the agent holds. */
    record Identity(Blob key, String comment) {}

    private final Path socket;

    Agent(Path socket) {
        this.socket = socket;
    }

    /** The keys it holds, in its order. */
    List<Identity> identities() throws IOException {
        Buffer.PlainBuffer answer =
                ask(new Buffer.PlainBuffer().putByte((byte) IDENTITIES_QUESTION), IDENTITIES);
        long count = answer.readUInt32();
        List<Identity> identities = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            identities.add(new Identity(new Blob(answer.readBytes()), answer.readString()));
        }
        return identities;
    }

    byte[] sign(Blob key, byte[] data) throws IOException {
        boolean rsa = key.type().filter(t -> t.startsWith("ssh-rsa")).isPresent();
        return ask(
                        new Buffer.PlainBuffer()
                                .putByte((byte) SIGN_QUESTION)
                                .putBytes(key.bytes())
                                .putBytes(data)
                                .putUInt32(rsa ? RSA_SHA2_512 : 0),
                        SIGNATURE)
                .readBytes();
    }

    private Buffer.PlainBuffer ask(Buffer.PlainBuffer question, int expected) throws IOException {
        byte[] body = question.getCompactData();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer out = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body);
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = read(channel, 4).getInt();
            if (length < 1 || length > LONGEST) {
                throw new IOException("the agent sent " + length + " bytes");
            }
            ByteBuffer in = read(channel, length);
            int kind = in.get() & 0xff;
            if (kind != expected) {
                throw new IOException("the agent refused");
            }
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            return new Buffer.PlainBuffer(rest);
        }
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("the agent closed the connection");
            }
        }
        return in.flip();
    }
}
