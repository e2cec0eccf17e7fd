package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdExceptionFactory;
import io.grpc.Status;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class ErrorKindTest {
    @Test
    void what_etcd_says_is_kept_without_its_prefix() {
        assertThat(kind(Status.UNAVAILABLE.withDescription("etcdserver: request timed out")))
                .isEqualTo("UNAVAILABLE: request timed out");
        assertThat(kind(Status.UNKNOWN.withDescription("raft proposal dropped")))
                .isEqualTo("UNKNOWN: raft proposal dropped");
        assertThat(
                        kind(
                                Status.RESOURCE_EXHAUSTED.withDescription(
                                        "etcdserver: mvcc: database space exceeded")))
                .isEqualTo("RESOURCE_EXHAUSTED: mvcc: database space exceeded");
    }

    @Test
    void a_deadline_says_only_whether_a_member_was_reached() {
        String reached =
                "CallOptions deadline exceeded after 4.99s. Name resolution delay 0.0 seconds."
                        + " [closed=[], open=[[buffered_nanos=1234, remote_addr=127.0.0.1/127.0.0.1:2379]]]";
        assertThat(kind(Status.DEADLINE_EXCEEDED.withDescription(reached)))
                .isEqualTo("DEADLINE_EXCEEDED");
        String waiting =
                "deadline exceeded after 0.9s. [[buffered_nanos=998877, waiting_for_connection]]";
        assertThat(kind(Status.DEADLINE_EXCEEDED.withDescription(waiting)))
                .isEqualTo("DEADLINE_EXCEEDED: no connection");
    }

    @Test
    void addresses_do_not_make_kinds_of_their_own() {
        for (String address :
                new String[] {"/127.0.0.1:2379", "etcd1/10.0.0.7:2379", "[::1]:2379"}) {
            Status refused =
                    Status.UNAVAILABLE
                            .withDescription("io exception")
                            .withCause(new ConnectException("Connection refused: " + address));
            assertThat(kind(refused)).isEqualTo("UNAVAILABLE: Connection refused");
        }
    }

    @Test
    void the_kind_is_found_under_wrappings() {
        assertThat(
                        ErrorKind.of(
                                        new ExecutionException(
                                                new CompletionException(
                                                        Status.UNAVAILABLE
                                                                .withDescription(
                                                                        "etcdserver: leader"
                                                                                + " changed")
                                                                .asRuntimeException())))
                                .toString())
                .isEqualTo("UNAVAILABLE: leader changed");
        assertThat(
                        ErrorKind.of(
                                        new ExecutionException(
                                                EtcdExceptionFactory.newEtcdException(
                                                        ErrorCode.UNAVAILABLE,
                                                        "etcdserver: no leader")))
                                .toString())
                .isEqualTo("UNAVAILABLE: no leader");
        assertThat(ErrorKind.of(new CompletionException(new TimeoutException())).code())
                .isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void a_long_message_is_cut_to_one_short_line() {
        String kind = kind(Status.INTERNAL.withDescription("x".repeat(500) + "\nmore"));
        assertThat(kind).hasSizeLessThan(100).endsWith("…").doesNotContain("\n");
    }

    private static String kind(Status status) {
        return ErrorKind.of(status.asRuntimeException()).toString();
    }
}
