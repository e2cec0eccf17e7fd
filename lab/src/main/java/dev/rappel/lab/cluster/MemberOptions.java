package dev.rappel.lab.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a member is told, by the names of etcd's flags, in the order in which a person would write
 * it. Every name set here exists in all of 3.4 to 3.7.
 */
record MemberOptions(Map<String, String> byFlag) {
    /** Whether the member makes its cluster or comes to one that runs. */
    enum Birth {
        NEW("new"),
        JOINS("existing");

        private final String word;

        Birth(String word) {
            this.word = word;
        }
    }

    /**
     * @param all every member that the cluster has when this one starts, itself included
     * @param token must not have been used before on these addresses: an old member that still runs
     *     would be taken for one of the new cluster
     */
    static MemberOptions of(
            ClusterSpec spec, Member self, List<Member> all, String token, Birth birth) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("name", self.name());
        flags.put("data-dir", Layout.of(spec.style()).dataDir());
        Layout.walDir(spec).ifPresent(dir -> flags.put("wal-dir", dir));
        flags.put("listen-peer-urls", self.peerUrl());
        flags.put("listen-client-urls", self.clientUrl() + "," + loopback(spec.tls()));
        flags.put("initial-advertise-peer-urls", self.peerUrl());
        flags.put("advertise-client-urls", self.clientUrl());
        flags.put(
                "initial-cluster",
                all.stream()
                        .map(member -> member.name() + "=" + member.peerUrl())
                        .collect(Collectors.joining(",")));
        flags.put("initial-cluster-state", birth.word);
        flags.put("initial-cluster-token", token);
        switch (spec.tls()) {
            case Tls.Off() -> {}
            case Tls.Mutual(KeyForm _) -> {
                flags.put("cert-file", Layout.PKI + "/server.pem");
                flags.put("key-file", Layout.PKI + "/server-key.pem");
                flags.put("client-cert-auth", "true");
                flags.put("trusted-ca-file", Layout.PKI + "/ca.pem");
                flags.put("peer-cert-file", Layout.PKI + "/peer.pem");
                flags.put("peer-key-file", Layout.PKI + "/peer-key.pem");
                flags.put("peer-client-cert-auth", "true");
                flags.put("peer-trusted-ca-file", Layout.PKI + "/ca.pem");
            }
        }
        if (spec.version().major() == 3 && spec.version().minor() == 4) {
            // 3.4's own default writes plain text, and some of its code takes zap for granted.
            flags.put("logger", "zap");
        }
        flags.putAll(spec.flags());
        return new MemberOptions(flags);
    }

    static String loopback(Tls tls) {
        return tls.scheme() + "://127.0.0.1:" + Member.CLIENT_PORT;
    }

    /** {@code data-dir} as {@code ETCD_DATA_DIR}. */
    static String variable(String flag) {
        return "ETCD_" + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
