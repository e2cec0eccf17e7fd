package dev.rappel.cli.rehearsal;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.util.MutableHandlerRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a member listens with. Calls and plain HTTP, which etcd serves at one address, have a socket
 * each: {@link Door} finds out which one is meant. They are files in a folder of the rehearsal.
 */
final class Service implements AutoCloseable {
    private final UnixDomainSocketAddress calls;
    private final UnixDomainSocketAddress plain;
    private final Server server;
    private final Channel http;

    Service(Member member, Path place) throws IOException {
        calls = UnixDomainSocketAddress.of(place + "c");
        plain = UnixDomainSocketAddress.of(place + "h");
        Optional<Identity> identity = member.cluster().identity();
        MutableHandlerRegistry newer = new MutableHandlerRegistry();
        newer.addService(Newer.maintenance(member.cluster()));
        newer.addService(Newer.auth());
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(calls)
                        .channelType(NioServerDomainSocketChannel.class)
                        .bossEventLoopGroup(member.cluster().group())
                        .workerEventLoopGroup(member.cluster().group())
                        .directExecutor()
                        .addService(new Answers.Keys(member))
                        .addService(new Answers.Members(member))
                        .addService(new Answers.Maintenance(member))
                        .fallbackHandlerRegistry(newer);
        if (identity.isPresent()) {
            SslContextBuilder tls = identity.get().server();
            builder.sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build());
        }
        server = builder.build().start();
        Optional<SslContext> tls =
                identity.isPresent()
                        ? Optional.of(identity.get().server().build())
                        : Optional.empty();
        http =
                new ServerBootstrap()
                        .group(member.cluster().group())
                        .channel(NioServerDomainSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        VersionPage.serve(channel, tls, member.cluster());
                                    }
                                })
                        .bind(plain)
                        .syncUninterruptibly()
                        .channel();
    }

    UnixDomainSocketAddress calls() {
        return calls;
    }

    UnixDomainSocketAddress plain() {
        return plain;
    }

    @Override
    public void close() {
        server.shutdown();
        var _ = http.close();
    }
}
