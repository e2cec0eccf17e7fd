package dev.rappel.cli.rehearsal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.MoveLeaderResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.stub.StreamObserver;

/** What a member answers to the calls that it has had for long. */
final class Answers {
    private static final int STORAGE_VERSION = 11;
    private static final int DOWNGRADE_INFO = 13;

    private Answers() {}

    private static ResponseHeader header(Member member) {
        return ResponseHeader.newBuilder()
                .setClusterId(7)
                .setMemberId(member.number())
                .setRevision(member.cluster().revision())
                .setRaftTerm(2)
                .build();
    }

    static <A> void answer(StreamObserver<A> to, A with) {
        to.onNext(with);
        to.onCompleted();
    }

    /** Reads and writes. */
    static final class Keys extends KVGrpc.KVImplBase {
        private final Member member;

        Keys(Member member) {
            this.member = member;
        }

        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> to) {
            answer(to, RangeResponse.newBuilder().setHeader(header(member)).setCount(1).build());
        }

        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> to) {
            long _ = member.cluster().write();
            answer(to, PutResponse.newBuilder().setHeader(header(member)).build());
        }
    }

    /** Who belongs to the cluster. */
    static final class Members extends ClusterGrpc.ClusterImplBase {
        private final Member member;

        Members(Member member) {
            this.member = member;
        }

        @Override
        public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> to) {
            MemberListResponse.Builder list =
                    MemberListResponse.newBuilder().setHeader(header(member));
            for (Member one : member.cluster().members()) {
                String host = "http://192.0.2.1" + one.number();
                list.addMembersBuilder()
                        .setID(one.number())
                        .setName(one.name())
                        .addPeerURLs(host + ":2380")
                        .addClientURLs(host + ":2379");
            }
            answer(to, list.build());
        }
    }

    /** What members tell of themselves, and what is done with them. */
    static final class Maintenance extends MaintenanceGrpc.MaintenanceImplBase {
        private final Member member;

        Maintenance(Member member) {
            this.member = member;
        }

        @Override
        public void status(StatusRequest request, StreamObserver<StatusResponse> to) {
            Cluster cluster = member.cluster();
            UnknownFieldSet.Builder downgrade = UnknownFieldSet.newBuilder();
            if (cluster.downgrades()) {
                downgrade.addField(1, UnknownFieldSet.Field.newBuilder().addVarint(1).build());
                downgrade.addField(2, text("3.6.0"));
            }
            answer(
                    to,
                    StatusResponse.newBuilder()
                            .setHeader(header(member))
                            .setVersion(member.runs().version())
                            .setLeader(cluster.leader())
                            .setRaftTerm(2)
                            .setRaftIndex(20)
                            .setRaftAppliedIndex(20)
                            .setDbSize(20480)
                            .setDbSizeInUse(16384)
                            .setUnknownFields(
                                    UnknownFieldSet.newBuilder()
                                            .addField(STORAGE_VERSION, text(cluster.version()))
                                            .addField(
                                                    DOWNGRADE_INFO,
                                                    bytes(downgrade.build().toByteString()))
                                            .build())
                            .build());
        }

        private static UnknownFieldSet.Field text(String text) {
            return bytes(ByteString.copyFromUtf8(text));
        }

        private static UnknownFieldSet.Field bytes(ByteString bytes) {
            return UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build();
        }

        @Override
        public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> to) {
            answer(to, AlarmResponse.newBuilder().setHeader(header(member)).build());
        }

        @Override
        public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> to) {
            answer(to, HashKVResponse.newBuilder().setHeader(header(member)).setHash(1).build());
        }

        @Override
        public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> to) {
            answer(
                    to,
                    SnapshotResponse.newBuilder()
                            .setHeader(header(member))
                            .setBlob(ByteString.copyFrom(Database.withHash()))
                            .build());
        }

        @Override
        public void moveLeader(MoveLeaderRequest request, StreamObserver<MoveLeaderResponse> to) {
            member.cluster().lead(request.getTargetID());
            answer(to, MoveLeaderResponse.newBuilder().setHeader(header(member)).build());
        }
    }
}
