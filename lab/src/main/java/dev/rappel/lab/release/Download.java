package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * One file over HTTP, into a file. Bytes that stop coming, or never come, end it; so does an answer
 * that is too long. A redirect is followed, though never from https to plain http.
 */
final class Download implements AutoCloseable {
    private static final int REDIRECTS = 5;
    private static final Duration LOOK = Duration.ofMillis(50);

    private final HttpClient client;
    private final Deadlines deadlines;

    Download(Deadlines deadlines) {
        this.deadlines = deadlines;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(deadlines.connect())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /** How it went. */
    sealed interface Result {
        /** The file is whole, as far as HTTP can tell. */
        record Done() implements Result {}

        /** The server says that it has no such file. */
        record NotThere() implements Result {}

        /** The file did not come, for this reason. */
        record Trouble(String reason) implements Result {}
    }

    /**
     * Downloads into a new file. On anything but {@link Result.Done} the file's content is not to
     * be used.
     *
     * @param authorization the value of that header, sent to the first server only
     * @param most the bytes that are too many
     */
    Result get(URI from, Optional<String> authorization, Path to, long most, Progress.Step step)
            throws Failure, InterruptedException {
        URI uri = from;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
            if (uri.getHost().equalsIgnoreCase(from.getHost())) {
                authorization.ifPresent(a -> request.header("Authorization", a));
            }
            Answer answer = ask(request.build(), to, most, step);
            switch (answer) {
                case Answer.Ended ended -> {
                    return ended.result();
                }
                case Answer.Elsewhere elsewhere -> {
                    Optional<URI> next = next(uri, elsewhere.location());
                    if (next.isEmpty()) {
                        return new Result.Trouble(
                                shown(uri) + " redirects to something that is no web address");
                    }
                    if (uri.getScheme().equals("https")
                            && next.get().getScheme().equals("http")
                            && !isLoopback(next.get())) {
                        return new Result.Trouble(
                                "%s redirects from https to plain http (%s); not followed"
                                        .formatted(shown(uri), shown(next.get())));
                    }
                    uri = next.get();
                }
            }
        }
        return new Result.Trouble(shown(from) + " redirects more than " + REDIRECTS + " times");
    }

    private sealed interface Answer {
        record Ended(Result result) implements Answer {}

        record Elsewhere(String location) implements Answer {}
    }

    private Answer ask(HttpRequest request, Path to, long most, Progress.Step step)
            throws Failure, InterruptedException {
        String host = shown(request.uri());
        try (Receiving file = new Receiving(to, most)) {
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, file::handler);
            try {
                HttpResponse<Void> response = awaited(answer, file, host, step);
                return answer(response, host);
            } finally {
                answer.cancel(true);
            }
        } catch (Gone e) {
            return trouble(e.reason);
        } catch (IOException e) {
            throw DiskTrouble.of("downloading " + to.getFileName(), to, e);
        }
    }

    private static Answer answer(HttpResponse<Void> response, String host) {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> new Answer.Ended(new Result.Done());
            case 301, 302, 303, 307, 308 ->
                    new Answer.Elsewhere(response.headers().firstValue("Location").orElse(""));
            case 404, 410 -> new Answer.Ended(new Result.NotThere());
            case 401, 403 -> trouble(host + " does not let us in (HTTP " + status + ")");
            default -> trouble(host + " answers HTTP " + status);
        };
    }

    private static Answer trouble(String reason) {
        return new Answer.Ended(new Result.Trouble(reason));
    }

    /** The server, or the way to it, failed. */
    private static final class Gone extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Gone(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private HttpResponse<Void> awaited(
            CompletableFuture<HttpResponse<Void>> answer,
            Receiving file,
            String host,
            Progress.Step step)
            throws Gone, Failure, InterruptedException {
        while (true) {
            try {
                return answer.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                Duration silent = file.silence();
                if (!file.hasBegun() && silent.compareTo(deadlines.answer()) > 0) {
                    throw new Gone(host + " does not answer" + within(deadlines.answer()));
                }
                if (file.hasBegun() && silent.compareTo(deadlines.stall()) > 0) {
                    throw new Gone(
                            "%s stopped sending after %s%s"
                                    .formatted(host, file.progress(), within(deadlines.stall())));
                }
                if (file.hasBegun()) {
                    step.now(file.progress() + " from " + host);
                }
            } catch (ExecutionException e) {
                throw gone(e, file, host);
            }
        }
    }

    private Gone gone(ExecutionException e, Receiving file, String host) throws Failure {
        String last = "";
        boolean isRefused = false;
        for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
            switch (t) {
                case Receiving.TooLong tooLong -> {
                    return new Gone(host + " sends more than any release of etcd has");
                }
                case Receiving.NotWritten disk ->
                        throw DiskTrouble.of("downloading", file.path(), disk.error);
                case HttpConnectTimeoutException late -> {
                    return new Gone(host + " takes no connection" + within(deadlines.connect()));
                }
                case UnresolvedAddressException unknown -> {
                    return new Gone("the name " + host + " cannot be looked up");
                }
                // A name that cannot be looked up comes as its cause.
                case ConnectException refused -> isRefused = true;
                case SSLException tls -> {
                    return new Gone("no trusted TLS with " + host + ": " + tls.getMessage());
                }
                default -> last = String.valueOf(t.getMessage());
            }
        }
        if (isRefused) {
            return new Gone(host + " takes no connection");
        }
        return new Gone(
                file.hasBegun()
                        ? host + " broke off after " + file.progress()
                        : host + " does not answer: " + last);
    }

    private static String within(Duration limit) {
        return limit.toMillis() < 1000
                ? " for " + limit.toMillis() + " ms"
                : " for " + limit.toSeconds() + " s";
    }

    /** Scheme and server only: a path may carry a signature, a user info a password. */
    static String shown(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static Optional<URI> next(URI from, String location) {
        try {
            URI to = from.resolve(location);
            String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && to.getHost() != null
                    ? Optional.of(to)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    /** The file that is being received. */
    private static final class Receiving implements AutoCloseable {
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
            private final IOException error;

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
            return "%.1f MB".formatted(bytes / 1e6);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
