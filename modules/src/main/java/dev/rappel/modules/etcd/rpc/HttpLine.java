package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.text.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The few things that etcd tells only over plain HTTP, such as the cluster's version: one request
 * after the other over one connection, which is made anew when it has ended. Safe for many threads.
 */
final class HttpLine implements AutoCloseable {
    private static final int LARGEST = 1 << 16;

    private final Ferry ferry;
    private final RpcFailure words;
    private final Endpoint endpoint;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<CompletableFuture<String>> answer =
            new AtomicReference<>(new CompletableFuture<>());
    private Optional<Channel> open = Optional.empty();

    HttpLine(Ferry ferry, RpcFailure words, Endpoint endpoint) {
        this.ferry = ferry;
        this.words = words;
        this.endpoint = endpoint;
    }

    /** The body of the answer; a status other than 200 is a failure. */
    String get(String path, Duration wait) throws Failure, InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<Channel> before = open.filter(Channel::isActive);
            if (before.isPresent()) {
                try {
                    return ask(before.get(), path, wait);
                } catch (ExecutionException | TimeoutException ended) {
                    hangUp(); // it ended while nobody used it, as far as can be told
                }
            }
            Channel fresh = connect();
            open = Optional.of(fresh);
            return ask(fresh, path, wait);
        } catch (ExecutionException | TimeoutException e) {
            hangUp();
            throw failure(path, e);
        } finally {
            lock.unlock();
        }
    }

    private Channel connect() throws Failure, InterruptedException {
        Optional<SslContext> tls =
                endpoint.tls().isPresent()
                        ? Optional.of(endpoint.tls().get().forHttp())
                        : Optional.empty();
        return new Bootstrap()
                .group(ferry.group())
                .channel(LocalChannel.class)
                .handler(new Pipeline(endpoint, tls, answer))
                .connect(ferry.address())
                .sync()
                .channel();
    }

    private String ask(Channel channel, String path, Duration wait)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<String> expected = new CompletableFuture<>();
        answer.set(expected);
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set(HttpHeaderNames.HOST, endpoint.authority());
        channel.writeAndFlush(request)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        expected.completeExceptionally(done.cause());
                    }
                });
        return expected.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Failure failure(String path, Exception e) {
        String why =
                e instanceof TimeoutException
                        ? "no answer in time"
                        : String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage());
        return ferry.trouble()
                .map(t -> words.unreachable("answer GET " + path, t))
                .orElseGet(() ->
                        Failure.of(
                                        Failure.Kind.FAILED,
                                        words.member() + " did not answer GET " + path)
                                .why(why));
    }

    private void hangUp() {
        if (open.isPresent()) {
            var _ = open.get().close();
        }
        open = Optional.empty();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            hangUp();
        } finally {
            lock.unlock();
        }
    }

    private static final class Pipeline extends ChannelInitializer<LocalChannel> {
        private final Endpoint endpoint;
        private final Optional<SslContext> tls;
        private final AtomicReference<CompletableFuture<String>> answer;

        Pipeline(
                Endpoint endpoint,
                Optional<SslContext> tls,
                AtomicReference<CompletableFuture<String>> answer) {
            this.endpoint = endpoint;
            this.tls = tls;
            this.answer = answer;
        }

        @Override
        protected void initChannel(LocalChannel channel) {
            if (tls.isPresent()) {
                SslHandler handler =
                        tls.get().newHandler(channel.alloc(), endpoint.name(), endpoint.port());
                SSLEngine engine = handler.engine();
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                engine.setSSLParameters(parameters);
                channel.pipeline().addLast(handler);
            }
            channel.pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(LARGEST))
                    .addLast(new Answer(answer));
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final AtomicReference<CompletableFuture<String>> answer;

        Answer(AtomicReference<CompletableFuture<String>> answer) {
            this.answer = answer;
        }

        private CompletableFuture<String> expected() {
            return Objects.requireNonNull(answer.get());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            if (response.status().code() == 200) {
                expected().complete(response.content().toString(StandardCharsets.UTF_8));
            } else {
                expected()
                        .completeExceptionally(
                                new IllegalStateException("status " + response.status().code()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            expected().completeExceptionally(new IllegalStateException("the connection ended"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            expected().completeExceptionally(cause);
            var _ = context.close();
        }
    }
}
