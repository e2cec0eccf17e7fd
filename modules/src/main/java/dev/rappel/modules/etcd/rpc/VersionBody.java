package dev.rappel.modules.etcd.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** The answer to {@code GET /version}. */
final class VersionBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VersionBody() {}

    static Optional<String> cluster(String body) {
        try {
            String version = JSON.readTree(body).path("etcdcluster").asText();
            return version.isEmpty() ? Optional.empty() : Optional.of(version);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
