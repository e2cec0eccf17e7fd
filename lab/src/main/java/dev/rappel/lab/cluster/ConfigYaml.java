package dev.rappel.lab.cluster;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options as etcd&#39;s YAML file wants them: TLS options in two nested maps, durations as whole
 * nanoseconds, numbers and booleans bare. etcd ignores a key that it does not know and refuses a
 * value of the wrong type.
 */
final class ConfigYaml {
    /** Text in etcd, also where it looks like a number. */
    private static final Set<String> TEXT =
            Set.of("name", "initial-cluster-token", "auto-compaction-retention");

    private static final Set<String> LISTS = Set.of("log-outputs", "cipher-suites");
    private static final Set<String> TRANSPORT =
            Set.of(
                    "cert-file",
                    "key-file",
                    "client-cert-file",
                    "client-key-file",
                    "client-cert-auth",
                    "trusted-ca-file",
                    "auto-tls");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(h|m|s|ms|us|ns)");
    private static final Pattern NUMBER_OR_TRUTH = Pattern.compile("-?\\d+|true|false");

    private ConfigYaml() {}

    static String of(Map<String, String> options) {
        Map<String, String> client = new LinkedHashMap<>();
        Map<String, String> peer = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        options.forEach((flag, value) -> {
            String ofPeer = flag.startsWith("peer-") ? flag.substring(5) : "";
            if (TRANSPORT.contains(flag)) {
                client.put(flag, value);
            } else if (TRANSPORT.contains(ofPeer)) {
                peer.put(ofPeer, value);
            } else {
                text.append(line(flag, value));
            }
        });
        nested(text, "client-transport-security", client);
        nested(text, "peer-transport-security", peer);
        return text.toString();
    }

    private static void nested(StringBuilder text, String key, Map<String, String> options) {
        if (!options.isEmpty()) {
            text.append(key).append(":\n");
            options.forEach((flag, value) -> text.append("  ").append(line(flag, value)));
        }
    }

    private static String line(String flag, String value) {
        return flag + ": " + scalar(flag, value) + "\n";
    }

    private static String scalar(String flag, String value) {
        if (LISTS.contains(flag)) {
            return "[" + value + "]";
        }
        if (!TEXT.contains(flag)) {
            Matcher duration = DURATION.matcher(value);
            if (duration.matches()) {
                return nanoseconds(duration.group(1), duration.group(2));
            }
            if (NUMBER_OR_TRUTH.matcher(value).matches()) {
                return value;
            }
        }
        return '"' + value + '"';
    }

    private static String nanoseconds(String count, String unit) {
        long each =
                switch (unit) {
                    case "h" -> 3_600_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "ms" -> 1_000_000L;
                    case "us" -> 1_000L;
                    default -> 1L;
                };
        return new BigDecimal(count).multiply(BigDecimal.valueOf(each)).toPlainString();
    }
}
