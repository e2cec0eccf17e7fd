package dev.rappel.lab.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.EtcdVersion;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one member, on its own host, how it is. */
final class MemberProbe {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Three lines: the unit's state, /version, etcdctl's endpoint status. */
    private static final String SCRIPT =
            """
            url=$1 programs=$2
            shift 2
            systemctl is-active etcd
            version=$(curl --silent --fail --max-time 2 "$@" "$url/version")
            printf '%s\\n' "$version"
            [ -n "$version" ] || exit 0
            """;

    private MemberProbe() {}

    /** What {@code systemctl is-active} says, or {@code unreachable}. */
    static String unit(Seat seat) throws InterruptedException {
        try {
            String word = seat.host().exec("systemctl is-active etcd").out().strip();
            return word.isEmpty() ? "unreachable" : word;
        } catch (Failure e) {
            return "unreachable";
        }
    }

    static MemberStatus ask(Seat seat, ClusterSpec spec) throws InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add(seat.member().clientUrl());
        arguments.add(Layout.of(spec.style()).programs());
        arguments.addAll(Access.curl(spec.tls()));
        StringBuilder script = new StringBuilder(SCRIPT);
        Access.etcdctl(spec.tls(), List.of(seat.member().clientUrl()))
                .forEach((k, v) -> script.append("export %s='%s'\n".formatted(k, v)));
        script.append(
                "\"$programs/etcdctl\" endpoint status --write-out=json"
                        + " --dial-timeout=2s --command-timeout=2s\n");
        List<String> lines;
        try {
            LocalCommand.Result result =
                    seat.host().exec(script.toString(), arguments.toArray(String[]::new));
            lines = result.out().lines().toList();
        } catch (Failure e) {
            lines = List.of();
        }
        String unit =
                lines.isEmpty() || lines.getFirst().isBlank() ? "unreachable" : lines.getFirst();
        return new MemberStatus(
                seat.member(),
                unit,
                lines.size() < 3 ? Optional.empty() : answer(lines.get(1), lines.get(2)));
    }

    static Optional<MemberStatus.Answer> answer(String version, String status) {
        try {
            JsonNode versions = JSON.readTree(version);
            JsonNode own = JSON.readTree(status).path(0).path("Status");
            JsonNode header = own.path("header");
            if (header.isMissingNode()) {
                return Optional.empty();
            }
            String id = header.path("member_id").asText();
            return Optional.of(
                    new MemberStatus.Answer(
                            EtcdVersion.parse(versions.path("etcdserver").asText()),
                            versions.path("etcdcluster").asText(),
                            Optional.of(versions.path("storage").asText())
                                    .filter(text -> !text.isEmpty() && !text.equals("unknown")),
                            new BigInteger(id).toString(16),
                            own.path("leader").asText().equals(id),
                            own.path("isLearner").asBoolean(),
                            own.path("raftTerm").asLong(),
                            own.path("raftIndex").asLong(),
                            header.path("revision").asLong(),
                            own.path("dbSize").asLong()));
        } catch (JsonProcessingException | NumberFormatException | Failure e) {
            return Optional.empty();
        }
    }
}
