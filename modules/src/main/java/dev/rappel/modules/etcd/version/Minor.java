package dev.rappel.modules.etcd.version;

import dev.rappel.engine.value.Version;
import java.util.Optional;

/**
 * A minor version of etcd, such as 3.6: what configuration, data and clusters are told apart by.
 */
public record Minor(long major, long minor) implements Comparable<Minor> {
    /** That of a whole version. */
    public static Minor of(Version version) {
        return new Minor(version.major(), version.minor());
    }

    /** Reads {@code 3.6} or {@code 3.6.14}; empty for anything else. */
    public static Optional<Minor> parse(String text) {
        return Version.parse(text).filter(v -> v.parts().size() >= 2).map(Minor::of);
    }

    /** Whether the two are one step apart. */
    public boolean isNextTo(Minor other) {
        return major == other.major && Math.abs(minor - other.minor) == 1;
    }

    @Override
    public int compareTo(Minor other) {
        int order = Long.compare(major, other.major);
        return order == 0 ? Long.compare(minor, other.minor) : order;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
