package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a member is told its options. Each is a way that is found on production hosts, and each is
 * read back differently by whoever wants to change it.
 */
public enum ConfigStyle {
    /** All options on the unit's {@code ExecStart}. */
    FLAGS("flags"),
    /**
     * The unit of Debian's package {@code etcd-server}: the name and the data directory as
     * variables, the rest in {@code DAEMON_ARGS} of {@code /etc/default/etcd}.
     */
    DEBIAN("debian"),
    /** All options as variables in {@code /etc/etcd.env}, run as root: what kubespray writes. */
    ENV("env"),
    /** A YAML file, {@code --config-file}. */
    FILE("file"),
    /**
     * The unit of RHEL and Fedora: {@code bash -c} around etcd with three flags, the rest as
     * variables in {@code /etc/etcd/etcd.conf}.
     */
    WRAPPER("wrapper"),
    /**
     * A unit from a package that would start an etcd of its own, and two drop-ins: one resets
     * {@code ExecStart}, one adds variables.
     */
    DROPIN("dropin");

    private final String word;

    ConfigStyle(String word) {
        this.word = word;
    }

    /** What users type: {@code --config debian}. */
    public String word() {
        return word;
    }

    /**
     * @throws Failure of kind USAGE when there is no such style
     */
    public static ConfigStyle of(String word) throws Failure {
        for (ConfigStyle style : values()) {
            if (style.word.equals(word)) {
                return style;
            }
        }
        throw Failure.of(Failure.Kind.USAGE, "there is no configuration style '" + word + "'")
                .help(
                        "use one of: "
                                + Arrays.stream(values())
                                        .map(ConfigStyle::word)
                                        .collect(Collectors.joining(", ")));
    }
}
