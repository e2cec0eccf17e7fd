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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The few things that etcd tells only over plain HTTP, such as the cluster's version. */
final class HttpGet {
    private static final int LARGEST = 1 << 16;

    private HttpGet() {}

    /** The body of the answer; a status other than 200 is a failure. */
    static String of(Ferry ferry, RpcFailure words, Endpoint endpoint, String path, Duration wait)
            throws Failure, InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Optional<SslContext> tls =
                endpoint.tls().isPresent()
                        ? Optional.of(endpoint.tls().get().forHttp())
                        : Optional.empty();
        Channel channel =
                new Bootstrap()
                        .group(ferry.group())
                        .channel(LocalChannel.class)
                        .handler(new Pipeline(endpoint, tls, answer))
                        .connect(ferry.address())
                        .sync()
                        .channel();
        try {
            var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
            request.headers().set(HttpHeaderNames.HOST, endpoint.authority());
            request.headers().set(HttpHeaderNames.CONNECTION, "close");
            channel.writeAndFlush(request)
                    .addListener(done -> {
                        if (!done.isSuccess()) {
                            answer.completeExceptionally(done.cause());
                        }
                    });
            return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String why =
                    e instanceof TimeoutException
                            ? "no answer in time"
                            : String.valueOf(
                                    Optional.ofNullable(e.getCause()).orElse(e).getMessage());
            throw ferry.trouble()
                    .map(t -> words.unreachable("answer GET " + path, t))
                    .orElseGet(() ->
                            Failure.of(
                                            Failure.Kind.FAILED,
                                            words.member() + " did not answer GET " + path)
                                    .why(why));
        } finally {
            var _ = channel.close();
        }
    }

    private static final class Pipeline extends ChannelInitializer<LocalChannel> {
        private final Endpoint endpoint;
        private final Optional<SslContext> tls;
        private final CompletableFuture<String> answer;

        Pipeline(Endpoint endpoint, Optional<SslContext> tls, CompletableFuture<String> answer) {
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
        private final CompletableFuture<String> answer;

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            if (response.status().code() == 200) {
                answer.complete(response.content().toString(StandardCharsets.UTF_8));
            } else {
                answer.completeExceptionally(
                        new IllegalStateException("status " + response.status().code()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new IllegalStateException("the connection ended"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
            var _ = context.close();
        }
    }
}
