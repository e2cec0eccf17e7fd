package dev.rappel.lab.cluster;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How programs on a member's host reach etcd: with the member's own server certificate. */
final class Access {
    private Access() {}

    static List<String> curl(Tls tls) {
        return switch (tls) {
            case Tls.Off() -> List.of();
            case Tls.Mutual(KeyForm _) ->
                    List.of(
                            "--cacert",
                            Layout.PKI + "/ca.pem",
                            "--cert",
                            Layout.PKI + "/server.pem",
                            "--key",
                            Layout.PKI + "/server-key.pem");
        };
    }

    /** The variables that etcdctl reads. */
    static Map<String, String> etcdctl(Tls tls, List<String> clientUrls) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("ETCDCTL_ENDPOINTS", String.join(",", clientUrls));
        switch (tls) {
            case Tls.Off() -> {}
            case Tls.Mutual(KeyForm _) -> {
                variables.put("ETCDCTL_CACERT", Layout.PKI + "/ca.pem");
                variables.put("ETCDCTL_CERT", Layout.PKI + "/server.pem");
                variables.put("ETCDCTL_KEY", Layout.PKI + "/server-key.pem");
            }
        }
        return variables;
    }

    /** Whether the words of an etcdctl command have the option of that variable already. */
    static boolean isGiven(String variable, String... words) {
        String option =
                "--"
                        + variable.substring("ETCDCTL_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-');
        return Arrays.stream(words)
                .anyMatch(word -> word.equals(option) || word.startsWith(option + "="));
    }
}
