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
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
            if (isSameServer(uri, from)) {
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
                    if (!mayFollow(uri, next.get())) {
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
                    throw new Gone(host + " does not answer within " + seconds(deadlines.answer()));
                }
                if (file.hasBegun() && silent.compareTo(deadlines.stall()) > 0) {
                    throw new Gone(
                            "%s sent nothing for %s after %s"
                                    .formatted(host, seconds(deadlines.stall()), file.progress()));
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
                        throw DiskTrouble.uninterrupted("downloading", file.path(), disk.error);
                case HttpConnectTimeoutException late -> {
                    return new Gone(
                            host + " takes no connection within " + seconds(deadlines.connect()));
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

    private static String seconds(Duration limit) {
        return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }

    /** The server, and no more: a path may carry a signature, a user info a password. */
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

    private static boolean isSameServer(URI a, URI b) {
        return shown(a).equalsIgnoreCase(shown(b)) && a.getScheme().equalsIgnoreCase(b.getScheme());
    }

    /** What was asked for over TLS is not to come in the clear, unless it stays on this machine. */
    static boolean mayFollow(URI from, URI to) {
        return !from.getScheme().equalsIgnoreCase("https")
                || to.getScheme().equalsIgnoreCase("https")
                || isLoopback(to);
    }

    private static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        return host.equals("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("[::1]");
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
