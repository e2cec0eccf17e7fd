package dev.rappel.modules.etcd.rpc;

import com.google.protobuf.ByteString;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import io.etcd.jetcd.api.AlarmRequest;
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
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import io.etcd.jetcd.api.StatusRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls to one member. Safe for many threads; a connection that ended is made anew with the next
 * call. Every method fails with a {@link Failure} that names the member, what it was asked and why
 * it did not do it.
 */
public final class EtcdRpc implements AutoCloseable {
    /** How long a call may take that does nothing but answer. */
    public static final Duration CALL = Duration.ofSeconds(5);

    /** A range end of one zero byte: all keys from the first one on. */
    private static final ByteString ALL = ByteString.copyFrom(new byte[] {0});

    private final Endpoint endpoint;
    private final RpcFailure words;
    private final GrpcLine line;
    private final HttpLine http;
    private final boolean lent;

    private EtcdRpc(
            Endpoint endpoint, RpcFailure words, GrpcLine line, HttpLine http, boolean lent) {
        this.endpoint = endpoint;
        this.words = words;
        this.line = line;
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
        RpcFailure words = new RpcFailure(host.name(), endpoint);
        GrpcLine line = GrpcLine.open(host, endpoint, words, user);
        HttpLine http = new HttpLine(line.ferry(), words, endpoint);
        return new EtcdRpc(endpoint, words, line, http, false);
    }

    /** The same connection for somebody else, who closes it without ending it. */
    public EtcdRpc lent() {
        return new EtcdRpc(endpoint, words, line, http, true);
    }

    /**
     * Whether it can be asked at once. One whose connection failed answers with that failure for a
     * growing while, even when the member is long back.
     */
    public boolean works() {
        return line.works();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** A member that was away is tried again with the next call, not after a growing pause. */
    public void hurry() {
        line.hurry();
    }

    private <A> A ofKeys(String asked, Duration deadline, Function<KVGrpc.KVBlockingStub, A> work)
            throws Failure, InterruptedException {
        return line.ask(asked, KVGrpc::newBlockingStub, deadline, work);
    }

    private <A> A ofMember(
            String asked,
            Duration deadline,
            Function<MaintenanceGrpc.MaintenanceBlockingStub, A> work)
            throws Failure, InterruptedException {
        return line.ask(asked, MaintenanceGrpc::newBlockingStub, deadline, work);
    }

    private <A> A ofLeases(String asked, Function<LeaseGrpc.LeaseBlockingStub, A> work)
            throws Failure, InterruptedException {
        return line.ask(asked, LeaseGrpc::newBlockingStub, CALL, work);
    }

    public MemberStatus status() throws Failure, InterruptedException {
        return status(CALL);
    }

    public MemberStatus status(Duration deadline) throws Failure, InterruptedException {
        var answer =
                ofMember(
                        "tell its status",
                        deadline,
                        stub -> stub.status(StatusRequest.getDefaultInstance()));
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
                        .setUnknownFields(ClasslessCalls.linearizable())
                        .build();
        return line
                .ask(
                        "list the members",
                        ClusterGrpc::newBlockingStub,
                        CALL,
                        stub -> stub.memberList(request))
                .getMembersList()
                .stream()
                .map(m ->
                        new Listed(
                                m.getID(),
                                m.getName(),
                                m.getPeerURLsList(),
                                m.getClientURLsList(),
                                m.getIsLearner()))
                .toList();
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
        RangeRequest request =
                RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("rappel"))
                        .setKeysOnly(true)
                        .setSerializable(own)
                        .build();
        ResponseHeader header = ofKeys(asked, deadline, stub -> stub.range(request).getHeader());
        return new ReadAnswer(header.getRevision(), header.getRaftTerm());
    }

    /** How many keys there are, at the newest revision that the quorum knows. */
    public long countKeys() throws Failure, InterruptedException {
        RangeRequest request =
                RangeRequest.newBuilder().setKey(ALL).setRangeEnd(ALL).setCountOnly(true).build();
        return ofKeys("count its keys", CALL.multipliedBy(6), stub -> stub.range(request))
                .getCount();
    }

    /** Writes; the new revision. */
    public long put(String key, String value, Duration deadline)
            throws Failure, InterruptedException {
        PutRequest request =
                PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setValue(ByteString.copyFromUtf8(value))
                        .build();
        return ofKeys("write the key " + key, deadline, stub -> stub.put(request))
                .getHeader()
                .getRevision();
    }

    /** Makes the log grow by two entries, and changes no key: a lease is taken and given back. */
    public void nudge() throws Failure, InterruptedException {
        LeaseGrantRequest minute = LeaseGrantRequest.newBuilder().setTTL(60).build();
        long lease = ofLeases("grant a lease", stub -> stub.leaseGrant(minute)).getID();
        LeaseRevokeRequest back = LeaseRevokeRequest.newBuilder().setID(lease).build();
        var _ = ofLeases("revoke a lease", stub -> stub.leaseRevoke(back));
    }

    /** The alarms of all members, as this one knows them. */
    public List<Alarm> alarms() throws Failure, InterruptedException {
        AlarmRequest request =
                AlarmRequest.newBuilder().setAction(AlarmRequest.AlarmAction.GET).build();
        return ofMember("list the alarms", CALL, stub -> stub.alarm(request))
                .getAlarmsList()
                .stream()
                .map(a -> new Alarm(a.getMemberID(), a.getAlarm().name()))
                .toList();
    }

    /** A hash of the data up to a revision; reads all of it, so not for a busy leader. */
    public DataHash hash(long revision, Duration deadline) throws Failure, InterruptedException {
        HashKVRequest request = HashKVRequest.newBuilder().setRevision(revision).build();
        HashKVResponse answer = ofMember("hash its data", deadline, stub -> stub.hashKV(request));
        return new DataHash(
                answer.getHeader().getMemberId(),
                answer.getHash(),
                answer.getCompactRevision(),
                answer.getHeader().getRevision());
    }

    /** Hands leadership over; only the leader can be asked. */
    public void moveLeader(long to) throws Failure, InterruptedException {
        MoveLeaderRequest request = MoveLeaderRequest.newBuilder().setTargetID(to).build();
        var _ =
                ofMember(
                        "hand leadership over to " + MemberStatus.hex(to),
                        CALL.multipliedBy(3),
                        stub -> stub.moveLeader(request));
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
        String asked =
                switch (action) {
                    case VALIDATE -> "agree to a downgrade to " + target;
                    case ENABLE -> "enable the downgrade to " + target;
                    case CANCEL -> "cancel the downgrade";
                };
        var _ =
                line.ask(
                        asked,
                        ClasslessCalls.DOWNGRADE,
                        deadline,
                        ClasslessCalls.downgrade(action, target));
    }

    /** Whether authentication is on, found out without a user's name where possible. */
    public Account account() throws InterruptedException {
        return new AccountQuestion(line).answer();
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
                ofMember(
                        "begin a snapshot",
                        deadline,
                        stub -> stub.snapshot(SnapshotRequest.getDefaultInstance()));
        long size = 0;
        while (line.call("go on with the snapshot", parts::hasNext)) {
            ByteString blob = line.call("go on with the snapshot", parts::next).getBlob();
            blob.writeTo(to);
            size += blob.size();
        }
        return size;
    }

    @Override
    public void close() {
        if (!lent) {
            http.close();
            line.close();
        }
    }
}
