package dev.rappel.engine.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version number such as {@code 3.6.14} or {@code v3.6.0-rc.1+build.5}.
 *
 * <p>Two versions are compared part by part as numbers, so 3.10 is later than 3.9; parts that are
 * missing count as zero. A pre-release comes before its release, and pre-releases are ordered as
 * Semantic Versioning 2.0.0 section 11 says. What follows {@code +} does not count, and two
 * versions are equal when neither is later.
 *
 * @param parts the numbers between the dots, at least one
 * @param preRelease what follows {@code -}; empty for a release
 * @param written as the user wrote it
 */
public record Version(List<Long> parts, String preRelease, String written)
        implements Value.Scalar, Comparable<Version> {
    private static final int MOST_PARTS = 8;

    public Version {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a version has at least one part");
        }
        parts = List.copyOf(parts);
    }

    /** Empty for what is no version: no digits, a part that is no number, a stray character. */
    public static Optional<Version> parse(String written) {
        String rest = written.startsWith("v") ? written.substring(1) : written;
        int plus = rest.indexOf('+');
        if (plus >= 0) {
            if (!isIdentifiers(rest.substring(plus + 1))) {
                return Optional.empty();
            }
            rest = rest.substring(0, plus);
        }
        int dash = rest.indexOf('-');
        String pre = "";
        if (dash >= 0) {
            pre = rest.substring(dash + 1);
            if (!isIdentifiers(pre)) {
                return Optional.empty();
            }
            rest = rest.substring(0, dash);
        }
        List<Long> parts = new ArrayList<>();
        for (String part : rest.split("\\.", -1)) {
            if (part.isEmpty() || part.length() > 18 || !isDigits(part)) {
                return Optional.empty();
            }
            parts.add(Long.parseLong(part));
        }
        return parts.size() > MOST_PARTS
                ? Optional.empty()
                : Optional.of(new Version(parts, pre, written));
    }

    public long major() {
        return part(0);
    }

    public long minor() {
        return part(1);
    }

    public long patch() {
        return part(2);
    }

    private long part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = Long.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        return comparePreReleases(preRelease.split("\\.", -1), other.preRelease.split("\\.", -1));
    }

    private static int comparePreReleases(String[] mine, String[] theirs) {
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int order = compareIdentifiers(mine[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.length, theirs.length);
    }

    private static int compareIdentifiers(String mine, String theirs) {
        boolean number = isDigits(mine);
        if (number != isDigits(theirs)) {
            return number ? -1 : 1;
        } else if (!number) {
            return mine.compareTo(theirs);
        }
        String a = withoutZeros(mine);
        String b = withoutZeros(theirs);
        return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
    }

    private static String withoutZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isIdentifiers(String text) {
        for (String part : text.split("\\.", -1)) {
            if (part.isEmpty()
                    || !part.chars()
                            .allMatch(c ->
                                    (c >= '0' && c <= '9')
                                            || (c >= 'a' && c <= 'z')
                                            || (c >= 'A' && c <= 'Z')
                                            || c == '-')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = parts.size();
        while (last > 1 && parts.get(last - 1) == 0) {
            last--;
        }
        // "1" and "01" are one pre-release number, so the text of it cannot take part.
        return parts.subList(0, last).hashCode() * 31 + (preRelease.isEmpty() ? 0 : 1);
    }

    @Override
    public String toString() {
        return written;
    }
}
