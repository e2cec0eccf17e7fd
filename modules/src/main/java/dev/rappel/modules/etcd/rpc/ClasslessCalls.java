package dev.rappel.modules.etcd.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;

/**
 * Calls, and fields of calls, for which the library has no classes: what they carry is in fields
 * that it does not know. Their numbers are those of etcd's rpc.proto.
 */
public final class ClasslessCalls {
    public static final MethodDescriptor<Empty, Empty> DOWNGRADE =
            method("etcdserverpb.Maintenance/Downgrade");

    public static final MethodDescriptor<Empty, Empty> AUTH_STATUS =
            method("etcdserverpb.Auth/AuthStatus");

    private static final int DOWNGRADE_ACTION = 1;
    private static final int DOWNGRADE_TARGET = 2;
    private static final int AUTH_ENABLED = 2;
    private static final int MEMBERS_LINEARIZABLE = 1;

    private ClasslessCalls() {}

    private static MethodDescriptor<Empty, Empty> method(String name) {
        return MethodDescriptor.<Empty, Empty>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
    }

    /** The request of {@link #DOWNGRADE}. */
    static Empty downgrade(DowngradeAction action, String target) {
        return Empty.newBuilder()
                .setUnknownFields(
                        number(DOWNGRADE_ACTION, action.number()).toBuilder()
                                .addField(
                                        DOWNGRADE_TARGET,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addLengthDelimited(ByteString.copyFromUtf8(target))
                                                .build())
                                .build())
                .build();
    }

    /** What the answer of {@link #AUTH_STATUS} says. */
    static boolean isAuthEnabled(Empty answer) {
        List<Long> enabled = answer.getUnknownFields().getField(AUTH_ENABLED).getVarintList();
        return !enabled.isEmpty() && enabled.getLast() != 0;
    }

    /** The members are to be listed as the quorum knows them; members before 3.5 pass over it. */
    static UnknownFieldSet linearizable() {
        return number(MEMBERS_LINEARIZABLE, 1);
    }

    private static UnknownFieldSet number(int field, long value) {
        return UnknownFieldSet.newBuilder()
                .addField(field, UnknownFieldSet.Field.newBuilder().addVarint(value).build())
                .build();
    }
}
