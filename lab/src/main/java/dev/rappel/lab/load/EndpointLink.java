package dev.rappel.lab.load;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A connection to one member and no other, for what must be asked of that very member. Every call
 * ends by its deadline, with a {@link StatusRuntimeException} where it does not succeed.
 */
final class EndpointLink implements AutoCloseable {
    private static final int ETCD_PORT = 2379;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 64 << 20;

    private final URI endpoint;
    private final ManagedChannel channel;

    EndpointLink(URI endpoint, Optional<SslContext> tls) {
        this.endpoint = endpoint;
        int port = endpoint.getPort() < 0 ? ETCD_PORT : endpoint.getPort();
        NettyChannelBuilder builder =
                NettyChannelBuilder.forTarget("dns:///" + endpoint.getHost() + ":" + port)
                        .maxInboundMessageSize(LARGEST_ANSWER)
                        .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        tls.ifPresentOrElse(
                context -> builder.negotiationType(NegotiationType.TLS).sslContext(context),
                () -> builder.negotiationType(NegotiationType.PLAINTEXT));
        this.channel = builder.build();
    }

    URI endpoint() {
        return endpoint;
    }

    EndpointStatus status(Duration deadline) {
        StatusResponse answer =
                MaintenanceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                        .status(StatusRequest.getDefaultInstance());
        return new EndpointStatus(
                answer.getHeader().getMemberId(),
                answer.getLeader(),
                answer.getRaftTerm(),
                answer.getVersion());
    }

    /** A linearizable read of the keys from {@code from} up to, but not with, {@code to}. */
    RangeResponse range(ByteString from, ByteString to, Duration deadline) {
        return KVGrpc.newBlockingStub(channel)
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .range(RangeRequest.newBuilder().setKey(from).setRangeEnd(to).build());
    }

    void delete(ByteString from, ByteString to, Duration deadline) {
        var _ =
                KVGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                        .deleteRange(
                                DeleteRangeRequest.newBuilder()
                                        .setKey(from)
                                        .setRangeEnd(to)
                                        .build());
    }

    /** A member that was away is tried again at once, not after gRPC's growing pause. */
    void hurry() {
        channel.resetConnectBackoff();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
