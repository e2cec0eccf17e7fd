package dev.rappel.modules.probe;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code uri} is given; Ansible's names where the meaning is Ansible's. */
public record UriArguments(
        @Doc("The address, as the task's host can reach it: http or https.")
                @Example("http://127.0.0.1:8080/health")
                String url,
        @Doc(
                        "The HTTP method. With GET and HEAD the task is a question that may be asked at"
                                + " any time, also while a plan is made; all others change something.")
                @Default("GET")
                @Example("POST")
                String method,
        @Doc("The statuses that count as success.") @Default("[200]") @Example("[200, 204]")
                List<Integer> statusCode,
        @Doc("What is sent with the request.") @Example("{drain: true}") Optional<Value> body,
        @Doc("How the body is written.") @Default("raw") @Example("json") BodyFormat bodyFormat,
        @Doc("Header fields.") @Default("{}") @Example("{Accept: application/json}")
                Map<String, String> headers,
        @Doc("How long one request may take, in seconds.") @Default("30") @Example("5") int timeout,
        @Doc("Whether the answer's text is kept in the result.") @Default("false")
                boolean returnContent,
        @Doc("Whether the server's certificate must be valid and hold the address's name.")
                @Default("true")
                boolean validateCerts,
        @Means(Meaning.FILE)
                @Doc("A file on this machine with the certificates to trust.")
                @Example("certs/ca.pem")
                Optional<String> caPath,
        @Means(Meaning.FILE)
                @Doc("A file on this machine with our own certificate.")
                @Example("certs/client.pem")
                Optional<String> clientCert,
        @Means(Meaning.FILE)
                @Doc(
                        "A file on this machine with the key of our own certificate; `client_cert`"
                                + " where it is left out.")
                @Example("certs/client.key")
                Optional<String> clientKey) {

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Set<String> OURS =
            Set.of("content-length", "transfer-encoding", "connection", "expect", "upgrade");

    public UriArguments {
        Target.of(url);
        if (!method.matches("[A-Z]{1,20}")) {
            throw new IllegalArgumentException(
                    "`method` is a word in capitals, such as `GET`: `" + method + "`");
        }
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            throw new IllegalArgumentException("`" + method + "` is not a request for a page");
        }
        statusCode = List.copyOf(statusCode);
        if (statusCode.isEmpty() || statusCode.stream().anyMatch(s -> s < 200 || s > 599)) {
            throw new IllegalArgumentException("`status_code` is one or more of 200 to 599");
        }
        for (var header : headers.entrySet()) {
            String name = header.getKey();
            if (!name.matches(TOKEN) || !header.getValue().matches("[^\\x00-\\x08\\x0a-\\x1f]*")) {
                throw new IllegalArgumentException("`" + name + "` is not a header field");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "the header field `" + name + "` follows from the rest: leave it out");
            }
        }
        if (timeout < 1 || timeout > 3600) {
            throw new IllegalArgumentException("`timeout` is 1 to 3600 seconds");
        }
        if (clientKey.isPresent() && clientCert.isEmpty()) {
            throw new IllegalArgumentException("`client_key` belongs to a `client_cert`");
        }
        if (bodyFormat == BodyFormat.RAW
                && body.isPresent()
                && !(body.get() instanceof Value.Scalar || body.get() instanceof Value.Secret)) {
            throw new IllegalArgumentException(
                    "a `body` that is no text needs `body_format: json`");
        }
    }

    /** Whether it only asks, as HTTP defines it. */
    boolean asks() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    /** How a request's body is written. */
    public enum BodyFormat {
        RAW,
        JSON
    }
}
