package dev.rappel.modules.probe;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one answer of HTTP/1.1 (RFC 9112) from a connection that is used for nothing else. */
final class HttpReader {
    private static final int LONGEST_HEAD = 1 << 16;

    /** More of an answer is not worth keeping in a run's memory. */
    static final int LARGEST = 4 << 20;

    private final ByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).flip();
    private int head;

    HttpReader(ByteChannel channel) {
        this.channel = channel;
    }

    /**
     * @param bodiless whether the request's method has answers without a body
     */
    HttpAnswer read(boolean bodiless) throws IOException {
        while (true) {
            String line = line();
            if (!line.matches("HTTP/1\\.[0-9] [1-9][0-9]{2}( .*)?")) {
                throw new IOException("what answers there does not speak HTTP/1.1");
            }
            int status = Integer.parseInt(line.substring(9, 12));
            Map<String, String> headers = headers();
            if (status >= 200 || status == 101) {
                boolean none = bodiless || status == 204 || status == 304 || status == 101;
                return HttpAnswer.of(status, headers, none ? new byte[0] : body(headers));
            }
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("the answer has a header field without a name");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        String length = headers.get("content-length");
        if (coding.equals("chunked")) {
            for (long size = chunk(); size > 0; size = chunk()) {
                take(body, size);
                if (!line().isEmpty()) {
                    throw new IOException("a chunk of the answer is longer than it says");
                }
            }
            var _ = headers();
        } else if (!coding.isEmpty()) {
            throw new IOException("the answer comes in an encoding that we do not know: " + coding);
        } else if (length != null) {
            if (!length.matches("[0-9]{1,18}")) {
                throw new IOException("the answer has no proper length: " + length);
            }
            take(body, Long.parseLong(length));
        } else {
            while (fill()) {
                take(body, buffer.remaining());
            }
        }
        return body.toByteArray();
    }

    private long chunk() throws IOException {
        head = 0;
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new IOException("a chunk of the answer has no proper length");
        }
        return Long.parseLong(size, 16);
    }

    private void take(ByteArrayOutputStream into, long count) throws IOException {
        if (into.size() + count > LARGEST) {
            throw new IOException("the answer is larger than " + (LARGEST >> 20) + " MiB");
        }
        for (long left = count; left > 0; ) {
            if (!fill()) {
                throw new EOFException("the connection ended in the middle of the answer");
            }
            byte[] part = new byte[(int) Math.min(left, buffer.remaining())];
            buffer.get(part);
            into.writeBytes(part);
            left -= part.length;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (!fill()) {
                throw new EOFException(
                        head == 0
                                ? "the connection ended without an answer"
                                : "the connection ended in the middle of the answer");
            }
            byte next = buffer.get();
            if (++head > LONGEST_HEAD) {
                throw new IOException("the answer's head is larger than 64 KiB");
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
        }
    }

    /** Whether there is anything more to read. */
    private boolean fill() throws IOException {
        while (!buffer.hasRemaining()) {
            buffer.clear();
            int count = channel.read(buffer);
            buffer.flip();
            if (count < 0) {
                return false;
            }
        }
        return true;
    }
}
