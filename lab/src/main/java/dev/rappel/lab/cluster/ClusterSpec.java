package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.release.EtcdVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A cluster as asked for. Start from {@link #of} and say what differs.
 *
 * @param members voters: 1, 3 or 5
 * @param separateWal the write-ahead log in a directory of its own
 * @param learner one member more, on one host more, that does not vote
 * @param flags more etcd options, by their names without dashes; given in the way of the style
 * @param environment more variables for the unit, {@code Environment=}
 */
public record ClusterSpec(
        int members,
        EtcdVersion version,
        Tls tls,
        ConfigStyle style,
        boolean separateWal,
        boolean learner,
        Restart restart,
        Map<String, String> flags,
        Map<String, String> environment) {

    /**
     * The letters that mean the same in a unit, a shell, an environment file and YAML; no option of
     * etcd needs another.
     */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:/,=@+*\\[\\]-]*");

    /** What the lab itself must know to find its way. */
    private static final Set<String> OWN =
            Set.of(
                    "config-file",
                    "name",
                    "data-dir",
                    "wal-dir",
                    "listen-peer-urls",
                    "listen-client-urls",
                    "initial-advertise-peer-urls",
                    "advertise-client-urls",
                    "initial-cluster",
                    "initial-cluster-state",
                    "initial-cluster-token",
                    "cert-file",
                    "key-file",
                    "trusted-ca-file",
                    "peer-cert-file",
                    "peer-key-file",
                    "peer-trusted-ca-file");

    private static final Pattern FLAG = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");

    public ClusterSpec {
        flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /**
     * A cluster without TLS, configured by flags.
     *
     * @throws Failure of kind USAGE for a number of members that no cluster should have
     */
    public static ClusterSpec of(int members, EtcdVersion version) throws Failure {
        if (members != 1 && members != 3 && members != 5) {
            throw Failure.of(
                            Failure.Kind.USAGE,
                            "a cluster of " + members + " members cannot be made")
                    .why(
                            members < 1 || members > 5
                                    ? "the lab makes clusters of 1, 3 or 5 members"
                                    : "an even number of members bears no more failures than one member less")
                    .help("use --members 1, 3 or 5");
        }
        return new ClusterSpec(
                members,
                version,
                Tls.off(),
                ConfigStyle.FLAGS,
                false,
                false,
                Restart.OF_STYLE,
                Map.of(),
                Map.of());
    }

    public ClusterSpec tls(Tls tls) {
        return new ClusterSpec(
                members, version, tls, style, separateWal, learner, restart, flags, environment);
    }

    public ClusterSpec style(ConfigStyle style) {
        return new ClusterSpec(
                members, version, tls, style, separateWal, learner, restart, flags, environment);
    }

    public ClusterSpec withSeparateWal() {
        return new ClusterSpec(
                members, version, tls, style, true, learner, restart, flags, environment);
    }

    public ClusterSpec withLearner() {
        return new ClusterSpec(
                members, version, tls, style, separateWal, true, restart, flags, environment);
    }

    public ClusterSpec restart(Restart restart) {
        return new ClusterSpec(
                members, version, tls, style, separateWal, learner, restart, flags, environment);
    }

    /** How many log entries a member applies between two raft snapshots. */
    public ClusterSpec snapshotCount(long entries) throws Failure {
        return flag("snapshot-count", Long.toString(entries));
    }

    /**
     * @throws Failure of kind USAGE for a name or value that cannot be written in every style
     */
    public ClusterSpec flag(String name, String value) throws Failure {
        check(FLAG, name, "name of an etcd option");
        check(VALUE, value, "value of the etcd option " + name);
        if (OWN.contains(name)) {
            throw Failure.of(Failure.Kind.USAGE, "the option " + name + " cannot be given")
                    .why("the lab sets it");
        }
        Map<String, String> more = new LinkedHashMap<>(flags);
        more.put(name, value);
        return new ClusterSpec(
                members, version, tls, style, separateWal, learner, restart, more, environment);
    }

    /**
     * @throws Failure of kind USAGE for a name or value that cannot be written in a unit
     */
    public ClusterSpec variable(String name, String value) throws Failure {
        check(VARIABLE, name, "name of a variable");
        check(VALUE, value, "value of the variable " + name);
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new ClusterSpec(
                members, version, tls, style, separateWal, learner, restart, flags, more);
    }

    /** How many hosts it needs. */
    public int hosts() {
        return members + (learner ? 1 : 0);
    }

    private static void check(Pattern allowed, String text, String what) throws Failure {
        if (!allowed.matcher(text).matches()) {
            throw Failure.of(Failure.Kind.USAGE, "'" + text + "' cannot be the " + what)
                    .why("it has letters other than " + allowed.pattern());
        }
    }
}
