package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.text.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong with a call, in words for people. */
final class RpcFailure {
    private final String host;
    private final Endpoint endpoint;

    RpcFailure(String host, Endpoint endpoint) {
        this.host = host;
        this.endpoint = endpoint;
    }

    String member() {
        return "etcd on " + host + " (" + endpoint.url() + ")";
    }

    /**
     * @param asked what was asked for, after {@code did not}: {@code tell its status}
     * @param trouble why the connection could not be made, where that is so
     */
    Failure of(String asked, StatusRuntimeException thrown, Optional<Failure> trouble) {
        Status.Code code = thrown.getStatus().getCode();
        String what = member() + " did not " + asked;
        if (trouble.isPresent() && code == Status.Code.UNAVAILABLE) {
            return unreachable(asked, trouble.get());
        }
        Optional<Throwable> tls = tls(thrown);
        if (tls.isPresent()) {
            return Failure.of(Failure.Kind.FAILED, what)
                    .why("TLS: " + tlsReason(tls.get()))
                    .help(tlsHelp(tls.get()))
                    .cause(thrown);
        }
        String said = Optional.ofNullable(thrown.getStatus().getDescription()).orElse("");
        return switch (code) {
            case DEADLINE_EXCEEDED ->
                    Failure.of(Failure.Kind.FAILED, what)
                            .why("no answer in time")
                            .help("see whether the cluster has a leader, and the member's journal")
                            .cause(thrown);
            case UNAVAILABLE ->
                    Failure.of(Failure.Kind.FAILED, what)
                            .why(
                                    said.isEmpty() || said.contains("io exception")
                                            ? "the connection ended" + underneath(thrown)
                                            : said)
                            .help(
                                    endpoint.tls().isPresent()
                                            ? "see whether the member runs and accepts the client's"
                                                    + " certificate: its journal tells"
                                            : "see whether the member runs, and whether it asks for TLS")
                            .cause(thrown);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                    Failure.of(Failure.Kind.REFUSED, what)
                            .why(said)
                            .help("give `user` and `password` of a user with the role root")
                            .cause(thrown);
            default -> {
                Failure failure =
                        Failure.of(Failure.Kind.FAILED, what)
                                .why(said.isEmpty() ? word(code) : said)
                                .cause(thrown);
                yield said.contains("user name is empty")
                        ? failure.help(
                                "authentication is on: give `user` and `password` of a user with"
                                        + " the role root")
                        : failure;
            }
        };
    }

    /** A host is lost only when the connection to it is; a member that is away is a finding. */
    Failure unreachable(String asked, Failure cause) {
        Failure.Kind kind =
                cause.kind() == Failure.Kind.UNREACHABLE ? cause.kind() : Failure.Kind.FAILED;
        return Failure.of(kind, member() + " did not " + asked)
                .why(cause.why().isEmpty() ? cause.what() : cause.what() + ": " + cause.why())
                .help("see whether the member runs: systemctl status etcd")
                .evidence(cause.evidence())
                .cause(cause);
    }

    private static String word(Status.Code code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String underneath(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    private static Optional<Throwable> tls(Throwable thrown) {
        Optional<Throwable> found = Optional.empty();
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (at instanceof SSLException || at instanceof CertificateException) {
                found = Optional.of(at);
            }
            at = at.getCause();
        }
        return found;
    }

    private static String tlsReason(Throwable tls) {
        String message = String.valueOf(tls.getMessage());
        if (message.contains("unable to find valid certification path")
                || message.contains("PKIX path")) {
            return "the member's certificate is from an authority that is not trusted here";
        } else if (message.contains("not an SSL/TLS record")) {
            return "the member answers without TLS";
        }
        return message;
    }

    private String tlsHelp(Throwable tls) {
        String message = String.valueOf(tls.getMessage());
        if (message.contains("No subject alternative") || message.contains("No name matching")) {
            return "reach it under a name of its certificate: set `endpoint`";
        } else if (message.contains("bad_certificate")
                || message.contains("certificate_required")) {
            return "give `cert` and `key` of a client that the member's trusted-ca-file knows";
        } else if (message.contains("not an SSL/TLS record")) {
            return "set `endpoint` with http://";
        }
        return "give the authority of the member's certificate as `cacert`";
    }
}
