package dev.rappel.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.MemberSeen;
import dev.rappel.modules.etcd.rpc.DataHash;
import dev.rappel.modules.etcd.rpc.Listed;
import dev.rappel.modules.etcd.rpc.MemberStatus;
import dev.rappel.modules.etcd.rpc.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A roll from 3.5.33 to 3.4.45 that was done by hand and written down, moment by moment: what the
 * members answered, what systemd said of them, which files they had.
 */
public final class Trace34 {
    public static final List<String> HOSTS = List.of("h1", "h2", "h3");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "trace-3.5-to-3.4/";

    /** The moments, in the words of the record. */
    public enum Moment {
        AT_REST("cluster of three, at rest"),
        STARTED_WITHOUT_SWITCH("started WITHOUT the compat switch"),
        PUT_BACK("h1: 3.5.33 put back"),
        FIRST_JUST_STARTED("h1: swapped with the switch, just started"),
        FIRST_DONE("h1: 6 s later"),
        SECOND_DONE("h2: swapped"),
        LEADERSHIP_MOVED("leadership moved from h3 to h1"),
        LAST_JUST_STARTED("h3: swapped, just started"),
        FINISHED("h3: 6 s later: finished"),
        RESTARTED_WITH_SWITCH("h1: restarted with the switch still set"),
        SNAPSHOTS_WRITTEN("h1: restarted with --snapshot-count 10 and 30 writes"),
        SWITCH_REMOVED("h1: switch removed after a .snap existed, restarted");

        private final String title;

        Moment(String title) {
            this.title = title;
        }
    }

    private final Map<String, String> told = new LinkedHashMap<>();

    private Trace34(Moment moment) {
        boolean within = false;
        for (String line : text("timeline.txt").lines().toList()) {
            if (line.startsWith("== ")) {
                within = line.endsWith(" " + moment.title);
            } else if (within && line.matches("h\\d \\S+ +.*")) {
                String[] part = line.split(" +", 3);
                told.put(part[0] + " " + part[1], part[2].strip());
            }
        }
        if (told.isEmpty()) {
            throw new IllegalArgumentException("no such moment: " + moment.title);
        }
    }

    public static Trace34 at(Moment moment) {
        return new Trace34(moment);
    }

    /** A file of the record. */
    public static String text(String name) {
        try (InputStream in = Trace34.class.getResourceAsStream(FOLDER + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole cluster, as it is seen when every host is asked. */
    public ClusterState cluster() {
        List<Listed> members = members();
        return new ClusterState(HOSTS.stream().map(host -> seen(host, members)).toList(), "etcd");
    }

    private MemberSeen seen(String host, List<Listed> members) {
        Optional<MemberStatus> status =
                answer(host, "status", "Status")
                        .map(node -> {
                            try {
                                return Recorded.status(node);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        if (status.isEmpty()) {
            return new MemberSeen.Silent(
                    host, "etcd does not run on " + host, "see why: systemctl status etcd");
        }
        return new MemberSeen.Answered(
                host,
                status.get(),
                Recorded.clusterVersion(told(host, "/version")).orElseThrow(),
                members,
                List.of(),
                Optional.empty());
    }

    public List<DataHash> hashes() {
        return HOSTS.stream()
                .flatMap(host -> answer(host, "hashkv", "HashKV").stream())
                .map(Recorded::hash)
                .toList();
    }

    /** systemd's properties of a host's unit. */
    public Map<String, String> systemd(String host) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String property : told(host, "systemd").split(" +", -1)) {
            int equals = property.indexOf('=');
            properties.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return properties;
    }

    /** The names of the files in a host's {@code member/snap}. */
    public List<String> snap(String host) {
        String all = told(host, "member/");
        String snap = all.substring(all.indexOf("/snap: ") + 7, all.indexOf("  /"));
        return Arrays.asList(snap.split(" ", -1));
    }

    private String told(String host, String what) {
        return Objects.requireNonNull(told.get(host + " " + what), host + " " + what);
    }

    private Optional<JsonNode> answer(String host, String what, String field) {
        return Optional.of(json(told(host, what)).path(0).path(field))
                .filter(node -> !node.isMissingNode());
    }

    private static List<Listed> members() {
        List<Listed> members = new ArrayList<>();
        for (JsonNode node : json(text("member-list.json")).path("members")) {
            members.add(
                    new Listed(
                            Recorded.number(node, "ID"),
                            node.path("name").textValue(),
                            List.of(node.path("peerURLs").path(0).textValue()),
                            List.of(node.path("clientURLs").path(0).textValue()),
                            false));
        }
        return members;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
