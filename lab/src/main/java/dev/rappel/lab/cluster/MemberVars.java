package dev.rappel.lab.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an inventory says of a member&#39;s host, beside how to reach it.
 *
 * @param host the host&#39;s name, which is the member&#39;s too
 * @param vars {@code etcd_*} variables, in a readable order
 */
public record MemberVars(String host, Map<String, String> vars) {
    static MemberVars of(Member member, ClusterSpec spec) {
        Layout layout = Layout.of(spec.style());
        Map<String, String> vars = new LinkedHashMap<>();
        vars.put("etcd_member_name", member.name());
        vars.put("etcd_client_url", member.clientUrl());
        vars.put("etcd_peer_url", member.peerUrl());
        vars.put("etcd_version", spec.version().toString());
        vars.put("etcd_unit", Layout.UNIT);
        vars.put("etcd_binary", layout.etcd());
        vars.put("etcd_data_dir", layout.dataDir());
        Layout.walDir(spec).ifPresent(dir -> vars.put("etcd_wal_dir", dir));
        vars.put("etcd_config_style", spec.style().word());
        switch (spec.tls()) {
            case Tls.Off() -> {}
            case Tls.Mutual(KeyForm _) -> {
                vars.put("etcd_cacert", Layout.PKI + "/ca.pem");
                vars.put("etcd_cert", Layout.PKI + "/server.pem");
                vars.put("etcd_key", Layout.PKI + "/server-key.pem");
            }
        }
        return new MemberVars(member.name(), vars);
    }
}
