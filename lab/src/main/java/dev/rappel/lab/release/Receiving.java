package dev.rappel.lab.release;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is being received: what came so far, and how long ago. Bytes come on the HTTP
 * client's threads, questions from another.
 */
final class Receiving implements AutoCloseable {
    private final Path path;
    private final long most;
    private final FileChannel file;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong expected = new AtomicLong(-1);
    private volatile boolean begun;

    Receiving(Path path, long most) throws IOException {
        this.path = path;
        this.most = most;
        this.file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    /** The disk did not take what came. */
    static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final IOException error;

        NotWritten(IOException error) {
            super(error);
            this.error = error;
        }
    }

    /** More came than may come. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    HttpResponse.BodySubscriber<Void> handler(HttpResponse.ResponseInfo info) {
        lastNanos.set(System.nanoTime());
        begun = true;
        if (info.statusCode() != 200) {
            return HttpResponse.BodySubscribers.discarding();
        }
        expected.set(info.headers().firstValueAsLong("Content-Length").orElse(-1));
        return HttpResponse.BodySubscribers.ofByteArrayConsumer(
                bytes -> bytes.ifPresent(this::add));
    }

    private void add(byte[] bytes) {
        if (received.addAndGet(bytes.length) > most) {
            throw new TooLong();
        }
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
        } catch (IOException e) {
            throw new NotWritten(e);
        }
        lastNanos.set(System.nanoTime());
    }

    boolean hasBegun() {
        return begun;
    }

    Path path() {
        return path;
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastNanos.get());
    }

    String progress() {
        long all = expected.get();
        return all < 0
                ? megabytes(received.get())
                : megabytes(received.get()) + " of " + megabytes(all);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
