package dev.rappel.cli.rehearsal;

import com.google.protobuf.Empty;
import dev.rappel.modules.etcd.rpc.ClasslessCalls;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

/** Calls that are newer than the library with the others, and so have no classes of their own. */
final class Newer {
    private static final long ENABLE = 1;

    private Newer() {}

    static ServerServiceDefinition maintenance(Cluster cluster) {
        return ServerServiceDefinition.builder("etcdserverpb.Maintenance")
                .addMethod(
                        ClasslessCalls.DOWNGRADE,
                        ServerCalls.<Empty, Empty>asyncUnaryCall((request, to) -> {
                            if (request.getUnknownFields()
                                    .getField(1)
                                    .getVarintList()
                                    .contains(ENABLE)) {
                                cluster.lower();
                            }
                            Answers.answer(to, Empty.getDefaultInstance());
                        }))
                .build();
    }

    static ServerServiceDefinition auth() {
        return ServerServiceDefinition.builder("etcdserverpb.Auth")
                .addMethod(
                        ClasslessCalls.AUTH_STATUS,
                        ServerCalls.<Empty, Empty>asyncUnaryCall(
                                (_, to) -> Answers.answer(to, Empty.getDefaultInstance())))
                .build();
    }
}
