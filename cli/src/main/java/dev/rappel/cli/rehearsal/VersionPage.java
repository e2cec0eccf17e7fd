package dev.rappel.cli.rehearsal;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The one page that is asked for over plain HTTP, for whatever path. */
final class VersionPage extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int LARGEST = 1 << 16;

    private final Cluster cluster;

    private VersionPage(Cluster cluster) {
        this.cluster = cluster;
    }

    static void serve(Channel channel, Optional<SslContext> tls, Cluster cluster) {
        tls.ifPresent(t -> channel.pipeline().addLast(t.newHandler(channel.alloc())));
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(LARGEST),
                        new VersionPage(cluster));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String body =
                "{\"etcdserver\":\"%2$s\",\"etcdcluster\":\"%1$s\",\"storage\":\"%1$s\"}"
                        .formatted(cluster.version(), Cluster.OLD);
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.OK,
                        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        var _ = context.writeAndFlush(answer);
    }
}
