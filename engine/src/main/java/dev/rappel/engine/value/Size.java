package dev.rappel.engine.value;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data. Units are those of IEC 80000-13: {@code kB}, {@code MB}, {@code GB}, {@code
 * TB} are powers of 1000, {@code KiB}, {@code MiB}, {@code GiB}, {@code TiB} of 1024. A number
 * without a unit, or with a lone letter such as {@code 2G}, is refused: programs disagree on it.
 *
 * @param bytes not negative
 * @param written as the user wrote it
 */
public record Size(long bytes, String written) implements Value.Scalar, Comparable<Size> {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z]{1,3})");
    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("B", 1L),
                    Map.entry("kB", 1_000L),
                    Map.entry("KB", 1_000L),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("GB", 1_000_000_000L),
                    Map.entry("TB", 1_000_000_000_000L),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("GiB", 1L << 30),
                    Map.entry("TiB", 1L << 40));

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /** Empty for what is no size, is not a whole number of bytes, or is above 2^63 - 1. */
    public static Optional<Size> parse(String written) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        Long unit = UNITS.get(form.group(2));
        if (unit == null) {
            return Optional.empty();
        }
        try {
            BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
            return Optional.of(new Size(bytes.longValueExact(), written));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Size other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Size size && size.bytes == bytes;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bytes);
    }

    @Override
    public String toString() {
        return written;
    }
}
