package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A released version of etcd; all three numbers, because each patch is an archive of its own. */
public record EtcdVersion(int major, int minor, int patch) implements Comparable<EtcdVersion> {
    private static final Pattern FORM =
            Pattern.compile("v?(0|[1-9]\\d{0,3})\\.(0|[1-9]\\d{0,3})\\.(0|[1-9]\\d{0,3})");
    private static final Pattern MINOR_ONLY = Pattern.compile("v?\\d{1,4}\\.\\d{1,4}");

    /**
     * Reads {@code 3.7.1} or {@code v3.7.1}.
     *
     * @throws Failure (usage) for any other form; etcd's alphas and release candidates are such
     */
    public static EtcdVersion parse(String text) throws Failure {
        Matcher numbers = FORM.matcher(text);
        if (numbers.matches()) {
            return new EtcdVersion(
                    Integer.parseInt(numbers.group(1)),
                    Integer.parseInt(numbers.group(2)),
                    Integer.parseInt(numbers.group(3)));
        }
        Failure wrong =
                Failure.of(Failure.Kind.USAGE, "`" + text + "` is not a version of etcd")
                        .help("write all three numbers, such as 3.7.1");
        if (MINOR_ONLY.matcher(text).matches()) {
            throw wrong.why("it names a minor, and each patch is a release of its own");
        }
        if (text.contains("-") || text.contains("+")) {
            throw wrong.why("the lab runs releases, no alphas and no release candidates");
        }
        throw wrong;
    }

    /** The minor that this is a patch of: {@code 3.7}. */
    public String minorLine() {
        return major + "." + minor;
    }

    /** Whether releases of this version hold {@code etcdutl}; those from 3.5 do. */
    public boolean hasEtcdutl() {
        return major > 3 || (major == 3 && minor >= 5);
    }

    @Override
    public int compareTo(EtcdVersion other) {
        return Comparator.comparingInt(EtcdVersion::major)
                .thenComparingInt(EtcdVersion::minor)
                .thenComparingInt(EtcdVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
