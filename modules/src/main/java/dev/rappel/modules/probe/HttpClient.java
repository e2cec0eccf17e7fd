package dev.rappel.modules.probe;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.tls.TlsClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Asks over HTTP/1.1, from a host, through its own connection: one request, one connection.
 *
 * @param tls asked only where the address is one of https
 * @param timeout for everything together, redirections too
 */
record HttpClient(HostAccess host, Tls tls, Duration timeout) {
    private static final int REDIRECTIONS = 5;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);

    /** Makes what TLS needs, when it is needed. */
    @FunctionalInterface
    interface Tls {
        TlsClient client() throws Failure;
    }

    /**
     * A request.
     *
     * @param enough the statuses that are not followed elsewhere
     */
    record Request(String method, Map<String, String> headers, String body, Set<Integer> enough) {}

    /** An answer, and where it is from in the end. */
    record Answered(Target target, HttpAnswer answer) {}

    /**
     * Asks, and follows an answer that sends a question elsewhere.
     *
     * @throws IOException when there is no whole answer in time, with a message for people
     * @throws Failure when the host cannot ask, or nothing answers there
     */
    Answered ask(Target first, Request request) throws Failure, IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Target target = first;
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        boolean follows = request.method().equals("GET") || request.method().equals("HEAD");
        for (int i = 0; ; i++) {
            HttpAnswer answer = once(target, request, headers, end);
            String location = answer.header("location").orElse("");
            if (!follows
                    || !ELSEWHERE.contains(answer.status())
                    || request.enough().contains(answer.status())
                    || location.isEmpty()) {
                return new Answered(target, answer);
            }
            if (i == REDIRECTIONS) {
                throw new IOException("it was sent elsewhere more than " + REDIRECTIONS + " times");
            }
            Target next;
            try {
                next = target.to(location);
            } catch (IllegalArgumentException e) {
                throw new IOException("it was sent to what is not an address of HTTP", e);
            }
            if (target.tls() && !next.tls()) {
                throw new IOException("it was sent from https to http, which nobody can trust");
            }
            if (!target.sameServer(next)) {
                // Who we are is nobody else's business.
                headers.keySet()
                        .removeIf(h ->
                                Set.of("authorization", "cookie", "host")
                                        .contains(h.toLowerCase(Locale.ROOT)));
            }
            target = next;
        }
    }

    private HttpAnswer once(Target target, Request request, Map<String, String> headers, long end)
            throws Failure, IOException, InterruptedException {
        TlsClient client = target.tls() ? tls.client() : null;
        ByteChannel raw = host.connect(target.host(), target.port(), left(end));
        return Bounded.talk(
                raw,
                left(end),
                () -> {
                    ByteChannel channel =
                            client == null ? raw : client.over(raw, target.host(), target.port());
                    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
                    send(channel, head(target, request, headers, body.length));
                    send(channel, body);
                    return new HttpReader(channel).read(request.method().equals("HEAD"));
                });
    }

    private static void send(ByteChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private Duration left(long end) throws SocketTimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("no answer within " + timeout.toSeconds() + "s");
        }
        return Duration.ofNanos(left);
    }

    private static byte[] head(
            Target target, Request request, Map<String, String> headers, int length) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("host", "Host: " + target.authority());
        all.put("user-agent", "User-Agent: rappel");
        all.put("accept", "Accept: */*");
        all.put("connection", "Connection: close");
        if (length > 0 || Set.of("POST", "PUT", "PATCH").contains(request.method())) {
            all.put("content-length", "Content-Length: " + length);
        }
        headers.forEach(
                (name, value) -> all.put(name.toLowerCase(Locale.ROOT), name + ": " + value));
        StringBuilder head =
                new StringBuilder(request.method() + " " + target.path() + " HTTP/1.1\r\n");
        all.values().forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
