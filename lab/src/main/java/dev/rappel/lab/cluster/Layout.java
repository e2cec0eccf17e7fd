package dev.rappel.lab.cluster;

import java.util.Optional;

/**
 * Where a style keeps things on a host; the paths are those of its original.
 *
 * @param programs the folder of etcd, etcdctl and etcdutl
 * @param user who runs etcd and owns its data and keys
 * @param unitFile the unit
 */
record Layout(String programs, String user, String unitFile, String dataDir) {
    static final String UNIT = "etcd.service";
    static final String PKI = "/etc/etcd/pki";

    /** Of the user: etcd makes and renames directories beside its WAL directory. */
    static final String WAL_HOME = "/var/lib/etcd-wal";

    private static final String ADMIN_UNIT = "/etc/systemd/system/" + UNIT;
    private static final String PACKAGE_UNIT = "/usr/lib/systemd/system/" + UNIT;

    static Layout of(ConfigStyle style) {
        return switch (style) {
            case FLAGS, FILE -> new Layout("/usr/local/bin", "etcd", ADMIN_UNIT, "/var/lib/etcd");
            case DEBIAN -> new Layout("/usr/bin", "etcd", PACKAGE_UNIT, "/var/lib/etcd/default");
            case ENV -> new Layout("/usr/local/bin", "root", ADMIN_UNIT, "/var/lib/etcd");
            case WRAPPER ->
                    new Layout("/usr/bin", "etcd", PACKAGE_UNIT, "/var/lib/etcd/default.etcd");
            case DROPIN -> new Layout("/usr/local/bin", "etcd", PACKAGE_UNIT, "/var/lib/etcd");
        };
    }

    static Optional<String> walDir(ClusterSpec spec) {
        return spec.separateWal() ? Optional.of(WAL_HOME + "/wal") : Optional.empty();
    }

    String etcd() {
        return programs + "/etcd";
    }
}
