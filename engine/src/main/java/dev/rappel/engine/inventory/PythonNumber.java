package dev.rappel.engine.inventory;

import dev.rappel.engine.value.Value;
import java.math.BigInteger;
import java.util.Optional;

/** A number as Python writes it, without its sign. */
final class PythonNumber {
    private PythonNumber() {}

    /**
     * @param digits the digits without underscores and prefix
     * @param radix 2, 8, 10 or 16; 0 for a decimal fraction
     */
    record Found(String digits, int radix, int end) {
        Value value(boolean minus, String written) {
            if (radix == 0) {
                double number = Double.parseDouble(digits);
                return new Value.Decimal(minus ? -number : number, written);
            }
            BigInteger number = new BigInteger(digits, radix);
            BigInteger signed = minus ? number.negate() : number;
            return signed.bitLength() < Long.SIZE
                    ? new Value.Whole(signed.longValueExact(), written)
                    : new Value.Decimal(signed.doubleValue(), written);
        }
    }

    /** The number that begins here and is followed by nothing that would belong to a word. */
    static Optional<Found> at(String text, int begin) {
        return prefixed(text, begin)
                .or(() -> decimal(text, begin))
                .filter(f -> ends(text, f.end()));
    }

    private static boolean ends(String text, int end) {
        return end == text.length()
                || !(Character.isUnicodeIdentifierPart(text.charAt(end))
                        || text.charAt(end) == '.');
    }

    private static Optional<Found> prefixed(String text, int begin) {
        if (begin + 2 >= text.length() || text.charAt(begin) != '0') {
            return Optional.empty();
        }
        int radix =
                switch (text.charAt(begin + 1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    case 'b', 'B' -> 2;
                    default -> 0;
                };
        if (radix == 0) {
            return Optional.empty();
        }
        int from = begin + 2;
        int digits = text.charAt(from) == '_' ? from + 1 : from;
        int end = digits(text, digits, radix);
        return end == digits || end - begin > 4000
                ? Optional.empty()
                : Optional.of(new Found(text.substring(digits, end).replace("_", ""), radix, end));
    }

    private static Optional<Found> decimal(String text, int begin) {
        int whole = digits(text, begin, 10);
        int end = whole;
        boolean fraction = end < text.length() && text.charAt(end) == '.';
        if (fraction) {
            int more = digits(text, end + 1, 10);
            if (whole == begin && more == end + 1) {
                return Optional.empty();
            }
            end = more;
        } else if (whole == begin) {
            return Optional.empty();
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int sign = end + 1;
            if (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
                sign++;
            }
            int exponent = digits(text, sign, 10);
            if (exponent > sign) {
                fraction = true;
                end = exponent;
            }
        }
        String digits = text.substring(begin, end).replace("_", "");
        // Python refuses 0755 and takes 00, and has no whole numbers of more than 4300 digits.
        boolean octalLooking =
                !fraction && digits.length() > 1 && digits.startsWith("0") && !isZero(digits);
        return octalLooking || digits.length() > 4000
                ? Optional.empty()
                : Optional.of(new Found(digits, fraction ? 0 : 10, end));
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(c -> c == '0');
    }

    /** The end of a run of digits, with single underscores between them. */
    private static int digits(String text, int from, int radix) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean digit = c < 128 && Character.digit(c, radix) >= 0;
            boolean underscore =
                    c == '_'
                            && at > from
                            && at + 1 < text.length()
                            && text.charAt(at - 1) != '_'
                            && text.charAt(at + 1) < 128
                            && Character.digit(text.charAt(at + 1), radix) >= 0;
            if (!digit && !underscore) {
                break;
            }
            at++;
        }
        return at;
    }
}
