package dev.rappel.modules.etcd.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnknownFieldSet;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls to one member. Safe for many threads; a connection that ended is made anew with the next
 * call. Every method fails with a {@link Failure} that names the member, what it was asked and why
 * it did not do it.
 */
public final class EtcdRpc implements AutoCloseable {
    /** How long a call may take that does nothing but answer. */
    public static final Duration CALL = Duration.ofSeconds(5);

    /** For what is under way when a member asks its clients to go. */
    private static final Duration GOING = Duration.ofMillis(20);

    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int LARGEST_ANSWER = 64 << 20;
    private static final int RANGE_KEYS_END = 0;
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    /**
     * Calls for which the library has no classes: what they carry is in fields it does not know.
     */
    public static final MethodDescriptor<Empty, Empty> DOWNGRADE =
            byHand("etcdserverpb.Maintenance/Downgrade");

    public static final MethodDescriptor<Empty, Empty> AUTH_STATUS =
            byHand("etcdserverpb.Auth/AuthStatus");

    /** What the downgrade call can do; the numbers are etcd's. */
    public enum DowngradeAction {
        /** Only looks whether it could be enabled. */
        VALIDATE(0),
        ENABLE(1),
        CANCEL(2);

        private final int number;

        DowngradeAction(int number) {
            this.number = number;
        }
    }

    private final Endpoint endpoint;
    private final RpcFailure words;
    private final Ferry ferry;
    private final ManagedChannel bare;
    private final Channel channel;
    private final HttpLine http;
    private final boolean lent;

    private EtcdRpc(
            Endpoint endpoint,
            RpcFailure words,
            Ferry ferry,
            ManagedChannel bare,
            Channel channel,
            HttpLine http,
            boolean lent) {
        this.endpoint = endpoint;
        this.words = words;
        this.ferry = ferry;
        this.bare = bare;
        this.channel = channel;
        this.http = http;
        this.lent = lent;
    }

    /**
     * Connects to the member of a host.
     *
     * @param user whom to be for etcd; needed only where authentication is on
     */
    public static EtcdRpc open(HostAccess host, Endpoint endpoint, Optional<Credentials> user)
            throws Failure, InterruptedException {
        QuietLogs.please();
        RpcFailure words = new RpcFailure(host.name(), endpoint);
        Ferry.Dial dial = () -> host.connect(endpoint.address(), endpoint.port(), CALL);
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
            HttpLine http = new HttpLine(ferry, words, endpoint);
            EtcdRpc rpc = new EtcdRpc(endpoint, words, ferry, bare, bare, http, false);
            EtcdRpc entered = user.isPresent() ? rpc.as(user.get()) : rpc;
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

    private EtcdRpc as(Credentials user) throws Failure, InterruptedException {
        Optional<String> token = token(user);
        if (token.isEmpty()) {
            return this;
        }
        Metadata headers = new Metadata();
        headers.put(TOKEN, token.get());
        Channel entered =
                io.grpc.ClientInterceptors.intercept(
                        bare, MetadataUtils.newAttachHeadersInterceptor(headers));
        return new EtcdRpc(endpoint, words, ferry, bare, entered, http, false);
    }

    /** The same connection for somebody else, who closes it without ending it. */
    public EtcdRpc lent() {
        return new EtcdRpc(endpoint, words, ferry, bare, channel, http, true);
    }

    /** Empty where authentication is off: then nobody needs one. */
    private Optional<String> token(Credentials user) throws Failure, InterruptedException {
        String password =
                user.password().reveal() instanceof Value.Scalar scalar ? scalar.written() : "";
        try {
            return Optional.of(
                    call(
                            "let the user " + user.user() + " in",
                            () ->
                                    within(AuthGrpc.newBlockingStub(bare), CALL)
                                            .authenticate(
                                                    AuthenticateRequest.newBuilder()
                                                            .setName(user.user())
                                                            .setPassword(password)
                                                            .build())
                                            .getToken()));
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
    public boolean works() {
        ConnectivityState state = bare.getState(false);
        return state != ConnectivityState.TRANSIENT_FAILURE && state != ConnectivityState.SHUTDOWN;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** A member that was away is tried again with the next call, not after a growing pause. */
    public void hurry() {
        bare.resetConnectBackoff();
    }

    public MemberStatus status() throws Failure, InterruptedException {
        return status(CALL);
    }

    public MemberStatus status(Duration deadline) throws Failure, InterruptedException {
        var answer =
                call(
                        "tell its status",
                        () ->
                                within(MaintenanceGrpc.newBlockingStub(channel), deadline)
                                        .status(StatusRequest.getDefaultInstance()));
        try {
            return MemberStatus.of(answer);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, words.member() + " did not tell its status")
                    .why("its answer cannot be read");
        }
    }

    /** The cluster's version, such as {@code 3.6.0}; {@code not_decided} at first. */
    public String clusterVersion() throws Failure, InterruptedException {
        String body = http.get("/version", CALL);
        return VersionBody.cluster(body)
                .orElseThrow(() ->
                        Failure.of(
                                        Failure.Kind.FAILED,
                                        words.member() + " did not tell the cluster's version")
                                .why("its answer has none: " + body));
    }

    /** The cluster's members, as the quorum knows them (since 3.5; before, as this one does). */
    public List<Listed> members() throws Failure, InterruptedException {
        MemberListRequest request =
                MemberListRequest.newBuilder()
                        .setUnknownFields(number(1, 1)) // linearizable = 1, bool
                        .build();
        return call(
                "list the members",
                () ->
                        within(ClusterGrpc.newBlockingStub(channel), CALL)
                                .memberList(request)
                                .getMembersList()
                                .stream()
                                .map(m ->
                                        new Listed(
                                                m.getID(),
                                                m.getName(),
                                                m.getPeerURLsList(),
                                                m.getClientURLsList(),
                                                m.getIsLearner()))
                                .toList());
    }

    /** A read that only a member in touch with the quorum can answer; the data's revision. */
    public long linearizableRead(Duration deadline) throws Failure, InterruptedException {
        return read(deadline).revision();
    }

    /** The same, with all that its answer's header tells. */
    public ReadAnswer read(Duration deadline) throws Failure, InterruptedException {
        return read("answer a linearizable read", false, deadline);
    }

    /** A read of what the member itself has: all that a learner answers. */
    public ReadAnswer ownRead(Duration deadline) throws Failure, InterruptedException {
        return read("answer a read", true, deadline);
    }

    private ReadAnswer read(String asked, boolean own, Duration deadline)
            throws Failure, InterruptedException {
        ResponseHeader header =
                call(
                        asked,
                        () ->
                                within(KVGrpc.newBlockingStub(channel), deadline)
                                        .range(
                                                RangeRequest.newBuilder()
                                                        .setKey(ByteString.copyFromUtf8("rappel"))
                                                        .setKeysOnly(true)
                                                        .setSerializable(own)
                                                        .build())
                                        .getHeader());
        return new ReadAnswer(header.getRevision(), header.getRaftTerm());
    }

    /** How many keys there are, at the newest revision that the quorum knows. */
    public long countKeys() throws Failure, InterruptedException {
        ByteString all = ByteString.copyFrom(new byte[] {RANGE_KEYS_END});
        RangeResponse answer =
                call(
                        "count its keys",
                        () ->
                                within(KVGrpc.newBlockingStub(channel), CALL.multipliedBy(6))
                                        .range(
                                                RangeRequest.newBuilder()
                                                        .setKey(all)
                                                        .setRangeEnd(all)
                                                        .setCountOnly(true)
                                                        .build()));
        return answer.getCount();
    }

    /** Writes; the new revision. */
    public long put(String key, String value, Duration deadline)
            throws Failure, InterruptedException {
        return call(
                "write the key " + key,
                () ->
                        within(KVGrpc.newBlockingStub(channel), deadline)
                                .put(
                                        PutRequest.newBuilder()
                                                .setKey(ByteString.copyFromUtf8(key))
                                                .setValue(ByteString.copyFromUtf8(value))
                                                .build())
                                .getHeader()
                                .getRevision());
    }

    /** Makes the log grow by two entries, and changes no key: a lease is taken and given back. */
    public void nudge() throws Failure, InterruptedException {
        long lease =
                call(
                        "grant a lease",
                        () ->
                                within(LeaseGrpc.newBlockingStub(channel), CALL)
                                        .leaseGrant(
                                                LeaseGrantRequest.newBuilder().setTTL(60).build())
                                        .getID());
        var _ =
                call(
                        "revoke a lease",
                        () ->
                                within(LeaseGrpc.newBlockingStub(channel), CALL)
                                        .leaseRevoke(
                                                LeaseRevokeRequest.newBuilder()
                                                        .setID(lease)
                                                        .build()));
    }

    /** The alarms of all members, as this one knows them. */
    public List<Alarm> alarms() throws Failure, InterruptedException {
        AlarmRequest request =
                AlarmRequest.newBuilder().setAction(AlarmRequest.AlarmAction.GET).build();
        return call(
                "list the alarms",
                () ->
                        within(MaintenanceGrpc.newBlockingStub(channel), CALL)
                                .alarm(request)
                                .getAlarmsList()
                                .stream()
                                .map(a -> new Alarm(a.getMemberID(), a.getAlarm().name()))
                                .toList());
    }

    /** A hash of the data up to a revision; reads all of it, so not for a busy leader. */
    public DataHash hash(long revision, Duration deadline) throws Failure, InterruptedException {
        HashKVResponse answer =
                call(
                        "hash its data",
                        () ->
                                within(MaintenanceGrpc.newBlockingStub(channel), deadline)
                                        .hashKV(
                                                HashKVRequest.newBuilder()
                                                        .setRevision(revision)
                                                        .build()));
        return new DataHash(
                answer.getHeader().getMemberId(),
                answer.getHash(),
                answer.getCompactRevision(),
                answer.getHeader().getRevision());
    }

    /** Hands leadership over; only the leader can be asked. */
    public void moveLeader(long to) throws Failure, InterruptedException {
        var _ =
                call(
                        "hand leadership over to " + MemberStatus.hex(to),
                        () ->
                                within(
                                                MaintenanceGrpc.newBlockingStub(channel),
                                                CALL.multipliedBy(3))
                                        .moveLeader(
                                                MoveLeaderRequest.newBuilder()
                                                        .setTargetID(to)
                                                        .build()));
    }

    /**
     * Asks for a downgrade to be validated, enabled or cancelled. The answer proves little (facts
     * of etcd: cancel always succeeds): whoever calls this looks at {@link MemberStatus#downgrade}
     * afterwards. Never to be sent with ENABLE or CANCEL to a member of 3.5.
     *
     * @param target like {@code 3.6}
     */
    public void downgrade(DowngradeAction action, String target, Duration deadline)
            throws Failure, InterruptedException {
        Empty request =
                Empty.newBuilder()
                        .setUnknownFields(
                                number(1, action.number).toBuilder()
                                        .addField(
                                                2,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(
                                                                ByteString.copyFromUtf8(target))
                                                        .build())
                                        .build())
                        .build();
        String asked =
                switch (action) {
                    case VALIDATE -> "agree to a downgrade to " + target;
                    case ENABLE -> "enable the downgrade to " + target;
                    case CANCEL -> "cancel the downgrade";
                };
        var _ =
                call(
                        asked,
                        () ->
                                ClientCalls.blockingUnaryCall(
                                        channel,
                                        DOWNGRADE,
                                        io.grpc.CallOptions.DEFAULT.withDeadlineAfter(
                                                deadline.toNanos(), TimeUnit.NANOSECONDS),
                                        request));
    }

    /** Whether authentication is on, found out without a user's name where possible. */
    public Account account() throws Failure, InterruptedException {
        try {
            Empty answer =
                    call(
                            "tell whether authentication is on",
                            () ->
                                    ClientCalls.blockingUnaryCall(
                                            channel,
                                            AUTH_STATUS,
                                            io.grpc.CallOptions.DEFAULT.withDeadlineAfter(
                                                    CALL.toNanos(), TimeUnit.NANOSECONDS),
                                            Empty.getDefaultInstance()));
            List<Long> enabled = answer.getUnknownFields().getField(2).getVarintList();
            return !enabled.isEmpty() && enabled.getLast() != 0 ? Account.ON : Account.OFF;
        } catch (Failure e) {
            Status.Code code = code(e);
            if (code == Status.Code.UNIMPLEMENTED) {
                return accountByRead();
            }
            return said(e, code);
        }
    }

    /** 3.4 has no call for it: a read that nobody signed tells. */
    private Account accountByRead() throws InterruptedException {
        try {
            RangeRequest request =
                    RangeRequest.newBuilder()
                            .setKey(ByteString.copyFromUtf8("rappel"))
                            .setSerializable(true)
                            .build();
            var _ =
                    call(
                            "answer a read",
                            () -> within(KVGrpc.newBlockingStub(bare), CALL).range(request));
            return Account.OFF;
        } catch (Failure e) {
            return said(e, code(e));
        }
    }

    /** A user is looked for, and not found, only where there must be one. */
    private static Account said(Failure failure, Status.Code code) {
        return failure.why().contains("user name is empty")
                        || failure.why().contains("user name not found")
                        || code == Status.Code.PERMISSION_DENIED
                        || code == Status.Code.UNAUTHENTICATED
                ? Account.ON
                : Account.UNKNOWN;
    }

    private static Status.Code code(Failure failure) {
        return failure.getCause() instanceof StatusRuntimeException e
                ? e.getStatus().getCode()
                : Status.Code.UNKNOWN;
    }

    /**
     * Streams a snapshot, the 32 bytes of its hash at the end included.
     *
     * @param deadline for all of it
     * @return the number of bytes written
     */
    public long snapshot(OutputStream to, Duration deadline)
            throws Failure, InterruptedException, IOException {
        Iterator<SnapshotResponse> parts =
                call(
                        "begin a snapshot",
                        () ->
                                within(MaintenanceGrpc.newBlockingStub(channel), deadline)
                                        .snapshot(SnapshotRequest.getDefaultInstance()));
        long size = 0;
        while (call("go on with the snapshot", parts::hasNext)) {
            ByteString blob = call("go on with the snapshot", parts::next).getBlob();
            blob.writeTo(to);
            size += blob.size();
        }
        return size;
    }

    private <A> A call(String asked, Supplier<A> work) throws Failure, InterruptedException {
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
        long end = System.nanoTime() + CALL.toNanos();
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

    private static UnknownFieldSet number(int field, long value) {
        return UnknownFieldSet.newBuilder()
                .addField(field, UnknownFieldSet.Field.newBuilder().addVarint(value).build())
                .build();
    }

    private static MethodDescriptor<Empty, Empty> byHand(String name) {
        return MethodDescriptor.<Empty, Empty>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
    }

    @Override
    public void close() {
        if (lent) {
            return;
        }
        http.close();
        bare.shutdownNow();
        ferry.close();
    }
}
