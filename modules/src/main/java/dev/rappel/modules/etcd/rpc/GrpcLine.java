package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The gRPC connection to one member, through its host's SSH connection. One that ended is made anew
 * with the next call. Safe for many threads.
 */
final class GrpcLine implements AutoCloseable {
    /** For what is under way when a member asks its clients to go. */
    private static final Duration GOING = Duration.ofMillis(20);

    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int LARGEST_ANSWER = 64 << 20;
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    private final RpcFailure words;
    private final Ferry ferry;
    private final ManagedChannel bare;
    private final Channel channel;

    private GrpcLine(RpcFailure words, Ferry ferry, ManagedChannel bare, Channel channel) {
        this.words = words;
        this.ferry = ferry;
        this.bare = bare;
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @param user whom to be for etcd; needed only where authentication is on
     */
    static GrpcLine open(
            HostAccess host, Endpoint endpoint, RpcFailure words, Optional<Credentials> user)
            throws Failure, InterruptedException {
        QuietLogs.please();
        Ferry.Dial dial = () -> host.connect(endpoint.address(), endpoint.port(), EtcdRpc.CALL);
        // The first one takes a while to make; no connection waits for it.
        Optional<SslContext> tls = Optional.empty();
        if (endpoint.tls().isPresent()) {
            tls = Optional.of(endpoint.tls().get().forGrpc());
        }
        Ferry ferry;
        try {
            ferry = new Ferry(dial.open(), dial);
        } catch (Failure e) {
            throw words.unreachable("accept a connection", e);
        }
        boolean well = false;
        try {
            NettyChannelBuilder builder =
                    NettyChannelBuilder.forAddress(ferry.address())
                            .channelType(LocalChannel.class, LocalAddress.class)
                            .eventLoopGroup(ferry.group())
                            .directExecutor()
                            .disableRetry()
                            .overrideAuthority(endpoint.authority())
                            .maxInboundMessageSize(LARGEST_ANSWER);
            if (tls.isPresent()) {
                builder.negotiationType(NegotiationType.TLS).sslContext(tls.get());
            } else {
                builder.negotiationType(NegotiationType.PLAINTEXT);
            }
            ManagedChannel bare = builder.build();
            leaveWhenAsked(bare, ferry);
            GrpcLine line = new GrpcLine(words, ferry, bare, bare);
            GrpcLine entered = user.isPresent() ? line.as(user.get()) : line;
            well = true;
            return entered;
        } finally {
            if (!well) {
                ferry.close();
            }
        }
    }

    /**
     * A member that is told to stop asks its clients to go (GOAWAY). grpc-java then uses the
     * connection no more but leaves it to the member to close it, and grpc-go waits a second for
     * the client to do so (its issue 5358): a member would take that much longer to stop.
     */
    private static void leaveWhenAsked(ManagedChannel bare, Ferry ferry) {
        ConnectivityState before = bare.getState(false);
        if (before != ConnectivityState.SHUTDOWN) {
            bare.notifyWhenStateChanged(
                    before,
                    () -> {
                        if (before == ConnectivityState.READY) {
                            ferry.leave(GOING);
                        }
                        leaveWhenAsked(bare, ferry);
                    });
        }
    }

    private GrpcLine as(Credentials user) throws Failure, InterruptedException {
        Optional<String> token = token(user);
        if (token.isEmpty()) {
            return this;
        }
        Metadata headers = new Metadata();
        headers.put(TOKEN, token.get());
        Channel entered =
                ClientInterceptors.intercept(
                        bare, MetadataUtils.newAttachHeadersInterceptor(headers));
        return new GrpcLine(words, ferry, bare, entered);
    }

    /** Empty where authentication is off: then nobody needs one. */
    private Optional<String> token(Credentials user) throws Failure, InterruptedException {
        String password =
                user.password().reveal() instanceof Value.Scalar scalar ? scalar.written() : "";
        AuthenticateRequest request =
                AuthenticateRequest.newBuilder().setName(user.user()).setPassword(password).build();
        try {
            return Optional.of(
                    askUnsigned(
                            "let the user " + user.user() + " in",
                            AuthGrpc::newBlockingStub,
                            EtcdRpc.CALL,
                            stub -> stub.authenticate(request).getToken()));
        } catch (Failure e) {
            if (e.why().contains("authentication is not enabled")) {
                return Optional.empty();
            }
            throw e.why().contains("invalid user ID or password") ? e.help(Account.TELL_WHO) : e;
        }
    }

    /**
     * Whether it can be asked at once. One whose connection failed answers with that failure for a
     * growing while, even when the member is long back.
     */
    boolean works() {
        ConnectivityState state = bare.getState(false);
        return state != ConnectivityState.TRANSIENT_FAILURE && state != ConnectivityState.SHUTDOWN;
    }

    /** A member that was away is tried again with the next call, not after a growing pause. */
    void hurry() {
        bare.resetConnectBackoff();
    }

    /** What carries it, for other protocols that the member speaks at the same place. */
    Ferry ferry() {
        return ferry;
    }

    /**
     * Asks through one of the library's stubs.
     *
     * @param asked what is asked for, after {@code did not}: {@code tell its status}
     * @param stub makes the stub for a channel
     * @param work the call
     */
    <S extends AbstractStub<S>, A> A ask(
            String asked, Function<Channel, S> stub, Duration deadline, Function<S, A> work)
            throws Failure, InterruptedException {
        return call(asked, () -> work.apply(within(stub.apply(channel), deadline)));
    }

    /** The same as nobody, whoever this line is for etcd. */
    <S extends AbstractStub<S>, A> A askUnsigned(
            String asked, Function<Channel, S> stub, Duration deadline, Function<S, A> work)
            throws Failure, InterruptedException {
        return call(asked, () -> work.apply(within(stub.apply(bare), deadline)));
    }

    /** Asks what the library has no stub for. */
    <Q, A> A ask(String asked, MethodDescriptor<Q, A> method, Duration deadline, Q request)
            throws Failure, InterruptedException {
        return call(
                asked,
                () ->
                        ClientCalls.blockingUnaryCall(
                                channel,
                                method,
                                CallOptions.DEFAULT.withDeadlineAfter(
                                        deadline.toNanos(), TimeUnit.NANOSECONDS),
                                request));
    }

    /** Does something that may call, and tells what went wrong in words. */
    <A> A call(String asked, Supplier<A> work) throws Failure, InterruptedException {
        try {
            return work.get();
        } catch (StatusRuntimeException e) {
            if (isUnsent(e) && !Thread.currentThread().isInterrupted()) {
                return again(asked, work);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException(asked);
            }
            throw words.of(asked, e, ferry.trouble());
        }
    }

    /**
     * The connection ended before TLS had begun on it, as it does where a busy machine takes long
     * to begin: nothing was asked yet, so that asking once more is safe for every call.
     */
    private static boolean isUnsent(StatusRuntimeException e) {
        String said = e.getStatus().getDescription();
        return e.getStatus().getCode() == Status.Code.UNAVAILABLE
                && said != null
                && said.startsWith("Connection closed while performing TLS negotiation");
    }

    private <A> A again(String asked, Supplier<A> work) throws Failure, InterruptedException {
        long end = System.nanoTime() + EtcdRpc.CALL.toNanos();
        while (true) {
            hurry();
            // Until a new connection is begun, the channel answers with the end of the old one.
            Thread.sleep(AGAIN);
            try {
                return work.get();
            } catch (StatusRuntimeException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(asked);
                }
                if (!isUnsent(e) || System.nanoTime() > end) {
                    throw words.of(asked, e, ferry.trouble());
                }
            }
        }
    }

    private static <S extends AbstractStub<S>> S within(S stub, Duration deadline) {
        return stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        bare.shutdownNow();
        ferry.close();
    }
}
