package dev.rappel.modules.etcd.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import dev.rappel.engine.text.Failure;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Whether authentication is on, found out without a user's name where possible. */
final class AccountQuestion {
    private final GrpcLine line;

    AccountQuestion(GrpcLine line) {
        this.line = line;
    }

    Account answer() throws InterruptedException {
        try {
            Empty answer =
                    line.ask(
                            "tell whether authentication is on",
                            ClasslessCalls.AUTH_STATUS,
                            EtcdRpc.CALL,
                            Empty.getDefaultInstance());
            return ClasslessCalls.isAuthEnabled(answer) ? Account.ON : Account.OFF;
        } catch (Failure e) {
            return code(e) == Status.Code.UNIMPLEMENTED ? byRead() : said(e);
        }
    }

    /** 3.4 has no call for it: a read that nobody signed tells. */
    private Account byRead() throws InterruptedException {
        RangeRequest request =
                RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("rappel"))
                        .setSerializable(true)
                        .build();
        try {
            var _ =
                    line.askUnsigned(
                            "answer a read",
                            KVGrpc::newBlockingStub,
                            EtcdRpc.CALL,
                            stub -> stub.range(request));
            return Account.OFF;
        } catch (Failure e) {
            return said(e);
        }
    }

    /** A user is looked for, and not found, only where there must be one. */
    private static Account said(Failure failure) {
        Status.Code code = code(failure);
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
}
