package dev.rappel.modules.probe;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code uri} is given; Ansible's names where the meaning is Ansible's. */
public record UriArguments(
        @Doc("The address, as the task's host can reach it: http or https.")
                @Example("http://127.0.0.1:8080/health")
                String url,
        @Doc("The HTTP method.") @Default("GET") @Example("POST") String method,
        @Doc("The statuses that count as success.") @Default("[200]") @Example("[200, 204]")
                List<Integer> statusCode,
        @Doc("What is sent with the request.") @Example("{drain: true}") Optional<Value> body,
        @Doc("How the body is written.") @Default("raw") @Example("json") BodyFormat bodyFormat,
        @Doc("Header fields.") @Default("{}") @Example("{Accept: application/json}")
                Map<String, String> headers,
        @Doc("How long one request may take, in seconds.") @Default("30") @Example("5") int timeout,
        @Doc("Whether the answer's text is kept in the result.") @Default("false")
                boolean returnContent,
        @Doc("Whether the server's certificate must be valid.") @Default("true")
                boolean validateCerts,
        @Doc("A file on this machine with the certificates to trust.") @Example("certs/ca.pem")
                Optional<String> caPath,
        @Doc("A file on this machine with our own certificate.") @Example("certs/client.pem")
                Optional<String> clientCert,
        @Doc("A file on this machine with the key of our own certificate.")
                @Example("certs/client.key")
                Optional<String> clientKey) {

    /** How a request's body is written. */
    public enum BodyFormat {
        RAW,
        JSON
    }
}
