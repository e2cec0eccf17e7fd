package dev.rappel.lab.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.release.EtcdVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this machine remembers of a cluster between two commands: {@code cluster.json} in the lab's
 * folder. Only what cannot change by itself; how the cluster is, its members say.
 */
final class ClusterRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClusterRecord() {}

    static void save(Cluster cluster) throws Failure {
        ClusterSpec spec = cluster.spec();
        ObjectNode root = JSON.createObjectNode();
        root.put("version", spec.version().toString());
        root.put("members", spec.members());
        root.put(
                "tls",
                switch (spec.tls()) {
                    case Tls.Off() -> "off";
                    case Tls.Mutual(KeyForm form) -> form.word();
                });
        root.put("config", spec.style().word());
        root.put("separateWal", spec.separateWal());
        root.put("learner", spec.learner());
        root.put("restart", spec.restart().name());
        root.set("flags", JSON.valueToTree(spec.flags()));
        root.set("environment", JSON.valueToTree(spec.environment()));
        root.put("token", cluster.token());
        ArrayNode hosts = root.putArray("hosts");
        for (Seat seat : cluster.seats()) {
            hosts.addObject()
                    .put("name", seat.member().name())
                    .put("learner", seat.member().learner());
        }
        SavedFile.open(file(cluster.folder()), root.toPrettyString() + "\n");
    }

    /**
     * @param hosts all of the lab's; those without a member are passed over
     * @return empty when there is no record
     */
    static Optional<Cluster> load(Path folder, List<Host> hosts) throws Failure {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            ClusterSpec spec = spec(root);
            List<Seat> seats = new ArrayList<>();
            for (JsonNode one : root.path("hosts")) {
                String name = one.path("name").asText();
                Host host =
                        hosts.stream()
                                .filter(h -> h.name().equals(name))
                                .findFirst()
                                .orElseThrow(() -> unreadable(file, "there is no host " + name));
                boolean learner = one.path("learner").asBoolean();
                seats.add(new Seat(Member.of(name, host.address(), spec.tls(), learner), host));
            }
            Optional<Pki> pki =
                    switch (spec.tls()) {
                        case Tls.Off() -> Optional.empty();
                        case Tls.Mutual(KeyForm form) ->
                                Optional.of(
                                        Pki.open(folder.resolve("pki"), form, Clock.systemUTC()));
                    };
            return Optional.of(new Cluster(spec, root.path("token").asText(), seats, folder, pki));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage())).cause(e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage())).cause(e);
        }
    }

    static void forget(Path folder) throws Failure {
        try {
            Files.deleteIfExists(file(folder));
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot remove " + file(folder))
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
    }

    private static ClusterSpec spec(JsonNode root) throws Failure {
        String tls = root.path("tls").asText();
        ClusterSpec spec =
                ClusterSpec.of(
                                root.path("members").asInt(),
                                EtcdVersion.parse(root.path("version").asText()))
                        .style(ConfigStyle.of(root.path("config").asText()))
                        .tls(tls.equals("off") ? Tls.off() : Tls.mutual(KeyForm.of(tls)))
                        .restart(Restart.valueOf(root.path("restart").asText()));
        spec = root.path("separateWal").asBoolean() ? spec.withSeparateWal() : spec;
        spec = root.path("learner").asBoolean() ? spec.withLearner() : spec;
        for (var flag : root.path("flags").properties()) {
            spec = spec.flag(flag.getKey(), flag.getValue().asText());
        }
        for (var variable : root.path("environment").properties()) {
            spec = spec.variable(variable.getKey(), variable.getValue().asText());
        }
        return spec;
    }

    private static Path file(Path folder) {
        return folder.resolve("cluster.json");
    }

    private static Failure unreadable(Path file, String why) {
        return Failure.of(Failure.Kind.FAILED, "cannot use " + file)
                .why(why)
                .help("rappel lab down, then up");
    }
}
