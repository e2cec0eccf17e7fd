package dev.rappel.engine.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as they are written: {@code 90s}, {@code 1m30s}, {@code 250ms}, {@code 1.5h},
 * {@code 2d}. A bare number is refused, because nobody can see its unit.
 */
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?:[0-9]{1,12}(?:\\.[0-9]{1,9})?(?:ms|us|ns|[smhd]) ?)+");
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,12})(?:\\.([0-9]{1,9}))?(ms|us|ns|[smhd])");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /** Empty for what is no length of time or is above a hundred years. */
    public static Optional<Duration> parse(String written) {
        if (written.length() > 100 || !FORM.matcher(written).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(written);
        while (part.find()) {
            Duration unit = unit(part.group(3));
            long whole = Long.parseLong(part.group(1));
            if (whole > LONGEST.dividedBy(unit)) {
                return Optional.empty();
            }
            sum = sum.plus(unit.multipliedBy(whole));
            String fraction = part.group(2);
            if (fraction != null) {
                long divisor = (long) Math.pow(10, fraction.length());
                sum = sum.plus(unit.multipliedBy(Long.parseLong(fraction)).dividedBy(divisor));
            }
        }
        return sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ns" -> Duration.ofNanos(1);
            case "us" -> Duration.ofNanos(1_000);
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    /** {@code 1m30s}, {@code 250ms}, {@code 0s}: a form that {@link #parse} takes. */
    public static String print(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        part(text, duration.toDays(), "d");
        part(text, duration.toHoursPart(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        int nanos = duration.toNanosPart();
        part(text, nanos / 1_000_000, "ms");
        part(text, nanos / 1_000 % 1_000, "us");
        part(text, nanos % 1_000, "ns");
        return text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
