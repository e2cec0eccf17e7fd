package dev.rappel.lab.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback that serves etcd's layout, well or badly. */
final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final CountDownLatch stalling = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    TestServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        List<String> sent = exchange.getRequestHeaders().get("Authorization");
        passwords.addAll(sent == null ? List.of() : sent);
        try (exchange) {
            pages.getOrDefault(path, TestServer::notFound).handle(exchange);
        }
    }

    private static void notFound(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(404, -1);
    }

    /** The folder at the top. */
    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    TestServer page(String path, byte[] content) {
        return on(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                });
    }

    TestServer page(String path, String content) {
        return page(path, content.getBytes(StandardCharsets.UTF_8));
    }

    TestServer status(String path, int status) {
        return on(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    TestServer redirect(String path, String location) {
        return on(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", location);
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    /** Sends a part of what it promises, and no more, until the test ends. */
    TestServer stall(String path, byte[] content, int sent) {
        return on(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content, 0, sent);
                    exchange.getResponseBody().flush();
                    untilTheEnd();
                });
    }

    /** Takes the request and never answers. */
    TestServer silent(String path) {
        return on(path, exchange -> untilTheEnd());
    }

    /** Sends a part of what it promises and hangs up. */
    TestServer cut(String path, byte[] content, int sent) {
        return on(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content, 0, sent);
                });
    }

    /** A release in the layout of etcd's downloads. */
    TestServer release(ReleaseId id, byte[] archive) {
        String folder = "/" + id.versionFolder() + "/";
        page(folder + ReleaseId.SUMS, TestArchive.sums(id, archive));
        return page(folder + id.archiveName(), archive);
    }

    TestServer on(String path, HttpHandler handler) {
        pages.put(path, handler);
        return this;
    }

    /** The paths that were asked for, in order. */
    List<String> requests() {
        return requests;
    }

    /** What came as authorization. */
    List<String> passwords() {
        return passwords;
    }

    /** Waits until a page stalls. */
    void awaitStall() throws InterruptedException {
        stalling.await();
    }

    private void untilTheEnd() {
        stalling.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
