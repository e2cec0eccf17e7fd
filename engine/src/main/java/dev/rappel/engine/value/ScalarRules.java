package dev.rappel.engine.value;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plain YAML scalar is when nothing is known of the type that is expected: YAML 1.1 as
 * PyYAML 6.0 resolves and constructs it, because that is what Ansible's users see. The forms are
 * those of PyYAML's {@code resolver.py} and {@code constructor.py}; a table made with the real
 * PyYAML is kept with the tests.
 *
 * <p>Three differences, on purpose: what PyYAML fails on (a date that does not exist, {@code =})
 * stays text; a whole number of more than 64 bits becomes a decimal that keeps how it was written;
 * dates are text in the form that {@code ansible-inventory} prints.
 */
public final class ScalarRules {
    private static final Set<String> TRUE =
            Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

    private static final Pattern WHOLE =
            Pattern.compile(
                    "[-+]?0b[01_]++|[-+]?0[0-7_]++|[-+]?(?:0|[1-9][0-9_]*+)|[-+]?0x[0-9a-fA-F_]++"
                            + "|[-+]?[1-9][0-9_]*+(?::[0-5]?[0-9])++");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?[0-9][0-9_]*+\\.[0-9_]*+(?:[eE][-+][0-9]++)?"
                            + "|\\.[0-9][0-9_]*+(?:[eE][-+][0-9]++)?"
                            + "|[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++\\.[0-9_]*+"
                            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern TIMESTAMP =
            Pattern.compile(
                    "([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:(?:[Tt]|[ \\t]+)([0-9][0-9]?)"
                            + ":([0-9][0-9]):([0-9][0-9])(?:\\.([0-9]*))?"
                            + "(?:[ \\t]*(Z|([-+])([0-9][0-9]?)(?::([0-9][0-9]))?))?)?");

    private ScalarRules() {}

    /** Numbers longer than this are text: nobody writes them, and converting takes long. */
    private static final int LONGEST_NUMBER = 1_000;

    /** The value of a plain scalar. */
    public static Value resolve(String plain) {
        if (NULL.contains(plain)) {
            return new Value.Nothing();
        } else if (TRUE.contains(plain)) {
            return new Value.Bool(true, plain);
        } else if (FALSE.contains(plain)) {
            return new Value.Bool(false, plain);
        }
        char first = plain.charAt(0);
        boolean number = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
        if (!number || plain.length() > LONGEST_NUMBER) {
            return new Value.Text(plain);
        } else if (WHOLE.matcher(plain).matches()) {
            return whole(plain);
        } else if (DECIMAL.matcher(plain).matches()) {
            return decimal(plain);
        }
        return timestamp(plain);
    }

    /** The boolean that a word means, as Ansible takes it where a boolean is expected. */
    static boolean isTrue(String word) {
        return TRUE.contains(word);
    }

    static boolean isFalse(String word) {
        return FALSE.contains(word);
    }

    static boolean isNothing(String plain) {
        return NULL.contains(plain);
    }

    private static Value whole(String written) {
        String text = written.replace("_", "");
        boolean minus = text.startsWith("-");
        String digits = minus || text.startsWith("+") ? text.substring(1) : text;
        BigInteger number;
        if (digits.equals("0")) {
            number = BigInteger.ZERO;
        } else if (digits.startsWith("0b") || digits.startsWith("0x")) {
            if (digits.length() == 2) {
                return new Value.Text(written);
            }
            number = new BigInteger(digits.substring(2), digits.charAt(1) == 'b' ? 2 : 16);
        } else if (digits.startsWith("0")) {
            number = new BigInteger(digits, 8);
        } else {
            number = sexagesimal(digits);
        }
        number = minus ? number.negate() : number;
        return number.bitLength() < 64
                ? new Value.Whole(number.longValueExact(), written)
                : new Value.Decimal(number.doubleValue(), written);
    }

    private static BigInteger sexagesimal(String digits) {
        BigInteger sum = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        return sum;
    }

    private static Value decimal(String written) {
        String text = written.replace("_", "").toLowerCase(Locale.ROOT);
        boolean minus = text.startsWith("-");
        String digits = minus || text.startsWith("+") ? text.substring(1) : text;
        double number;
        if (digits.equals(".inf")) {
            number = Double.POSITIVE_INFINITY;
        } else if (digits.equals(".nan")) {
            number = Double.NaN;
        } else if (digits.contains(":")) {
            number = 0;
            for (String part : digits.split(":", -1)) {
                number = number * 60 + Double.parseDouble(part);
            }
        } else {
            number = Double.parseDouble(digits);
        }
        return new Value.Decimal(minus ? -number : number, written);
    }

    private static Value timestamp(String written) {
        Matcher form = TIMESTAMP.matcher(written);
        if (!form.matches()) {
            return new Value.Text(written);
        }
        boolean dateOnly = form.group(4) == null;
        if (dateOnly && written.length() != 10) {
            return new Value.Text(written);
        }
        try {
            LocalDate date = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
            return new Value.Text(dateOnly ? date.toString() : dateTime(date, form));
        } catch (DateTimeException e) {
            return new Value.Text(written);
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }

    /** In the form of Python's {@code isoformat}: seconds always, a fraction only when there is. */
    private static String dateTime(LocalDate date, Matcher form) {
        String fraction = form.group(7) == null ? "" : form.group(7);
        String micros = fraction.isEmpty() ? "0" : (fraction + "000000").substring(0, 6);
        LocalDateTime time = date.atTime(number(form, 4), number(form, 5), number(form, 6));
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%sT%02d:%02d:%02d",
                        time.toLocalDate(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond()));
        if (Integer.parseInt(micros) != 0) {
            text.append('.').append(micros);
        }
        if (form.group(9) != null) {
            String minutes = form.group(11) == null ? "00" : form.group(11);
            text.append(
                    String.format(
                            Locale.ROOT, "%s%02d:%s", form.group(9), number(form, 10), minutes));
        } else if (form.group(8) != null) {
            text.append("+00:00");
        }
        return text.toString();
    }
}
