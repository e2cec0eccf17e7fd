package dev.rappel.cli.rehearsal;

import com.google.protobuf.Empty;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;

/** Calls that are newer than the library with the others, and so have no classes of their own. */
final class Newer {
    private static final long ENABLE = 1;

    private Newer() {}

    static ServerServiceDefinition maintenance(Cluster cluster) {
        return ServerServiceDefinition.builder("etcdserverpb.Maintenance")
                .addMethod(
                        method("etcdserverpb.Maintenance/Downgrade"),
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
                        method("etcdserverpb.Auth/AuthStatus"),
                        ServerCalls.<Empty, Empty>asyncUnaryCall(
                                (_, to) -> Answers.answer(to, Empty.getDefaultInstance())))
                .build();
    }

    private static MethodDescriptor<Empty, Empty> method(String name) {
        return MethodDescriptor.<Empty, Empty>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
    }
}
