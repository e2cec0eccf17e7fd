package dev.rappel.lab.load;

import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * What sort of error a call ended with.
 *
 * @param code the gRPC status code, such as {@code UNAVAILABLE}
 * @param reason what the server or the connection said about it, without addresses and numbers that
 *     would make each error a kind of its own; empty where the code says it all
 */
public record ErrorKind(String code, String reason) implements Comparable<ErrorKind> {
    private static final int LONGEST_REASON = 80;
    private static final String FROM_ETCD = "etcdserver: ";

    /** The kind of an exception that a call of jetcd or of a gRPC stub ended with. */
    static ErrorKind of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof EtcdException e) {
                return new ErrorKind(
                        e.getErrorCode().name(), shortened(String.valueOf(e.getMessage())));
            }
            if (t instanceof TimeoutException) {
                return new ErrorKind("DEADLINE_EXCEEDED", "the client library never answered");
            }
        }
        Status status = Status.fromThrowable(thrown);
        String code = status.getCode().name();
        String said = Optional.ofNullable(status.getDescription()).orElse("");
        return switch (status.getCode()) {
            // gRPC's text tells in detail where the time went; all that counts is whether the call
            // ever reached a member.
            case DEADLINE_EXCEEDED ->
                    new ErrorKind(
                            code,
                            said.contains("_nanos=") && !said.contains("remote_addr=")
                                    ? "no connection"
                                    : "");
            case UNKNOWN -> new ErrorKind(code, shortened(said.isEmpty() ? deepest(thrown) : said));
            case UNAVAILABLE ->
                    new ErrorKind(
                            code,
                            shortened(
                                    said.isEmpty() || said.startsWith("io exception")
                                            ? deepest(thrown)
                                            : said));
            default -> new ErrorKind(code, shortened(said));
        };
    }

    private static String deepest(Throwable thrown) {
        Throwable at = thrown;
        for (Throwable cause = at.getCause(); cause != null; cause = cause.getCause()) {
            at = cause;
        }
        return Optional.ofNullable(at.getMessage()).orElse(at.getClass().getSimpleName());
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        if (line.startsWith(FROM_ETCD)) {
            line = line.substring(FROM_ETCD.length());
        }
        line =
                line.replaceAll(
                                "\\S*(\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-fA-F:]+\\]|/[^\\s:]+):\\d+",
                                "")
                        .replaceAll("\\s+", " ")
                        .replaceAll("[\\s:]+$", "")
                        .strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON - 1) + "…" : line;
    }

    @Override
    public int compareTo(ErrorKind other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return reason.isEmpty() ? code : code + ": " + reason;
    }
}
