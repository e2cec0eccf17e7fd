package dev.rappel.modules.etcd.host;

import java.util.Map;

/**
 * Which programs a host has.
 *
 * @param member the host's member, with the programs that are installed and that lie ready
 * @param version of the release
 * @param wanted the SHA-256 of the release's programs, by name
 */
public record BinaryState(MemberOnHost member, String version, Map<String, String> wanted) {
    public BinaryState {
        wanted = Map.copyOf(wanted);
    }

    /** Whether all programs of the release lie ready. */
    boolean isStaged() {
        return staged().entrySet().containsAll(wanted.entrySet());
    }

    /** The SHA-256 of the programs of this version that lie ready, by name. */
    Map<String, String> staged() {
        return member.staged().getOrDefault(version, Map.of());
    }

    /** Whether this program is installed and is another one. */
    boolean isOld(String name) {
        MemberOnHost.Program installed = member.programs().get(name);
        String sha256 = wanted.get(name);
        return installed != null && sha256 != null && !installed.sha256().equals(sha256);
    }
}
