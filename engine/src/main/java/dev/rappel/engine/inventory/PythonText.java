package dev.rappel.engine.inventory;

import dev.rappel.engine.value.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values as Python prints them, because {@code ansible-inventory} does: as JSON with sorted keys
 * and four blanks, and as {@code str()} for the graph. Secrets are masked.
 */
final class PythonText {
    /** Python sorts text by code points, Java by UTF-16 units. */
    static final Comparator<String> BY_CODE_POINTS =
            (a, b) -> {
                int[] left = a.codePoints().toArray();
                int[] right = b.codePoints().toArray();
                return Arrays.compare(left, right);
            };

    private PythonText() {}

    static void json(Value value, int depth, StringBuilder out) {
        switch (value) {
            case Value.Text(String text) -> quoted(text, out);
            case Value.Whole whole -> out.append(whole.number());
            case Value.Decimal decimal -> out.append(jsonNumber(decimal.number()));
            case Value.Bool bool -> out.append(bool.truth());
            case Value.Nothing _ -> out.append("null");
            case Value.Secret _ -> out.append('"').append(Value.Secret.MASK).append('"');
            case Value.Scalar scalar -> quoted(scalar.written(), out);
            case Value.Items(List<Value> items) when items.isEmpty() -> out.append("[]");
            case Value.Items(List<Value> items) -> {
                out.append('[');
                String between = "";
                for (Value item : items) {
                    line(out.append(between), depth + 1);
                    json(item, depth + 1, out);
                    between = ",";
                }
                line(out, depth);
                out.append(']');
            }
            case Value.Fields fields when fields.fields().isEmpty() -> out.append("{}");
            case Value.Fields fields -> {
                out.append('{');
                String between = "";
                for (Map.Entry<String, Value> field : sorted(fields)) {
                    line(out.append(between), depth + 1);
                    quoted(field.getKey(), out);
                    out.append(": ");
                    json(field.getValue(), depth + 1, out);
                    between = ",";
                }
                line(out, depth);
                out.append('}');
            }
        }
    }

    private static void line(StringBuilder out, int depth) {
        out.append('\n').repeat("    ", depth);
    }

    private static List<Map.Entry<String, Value>> sorted(Value.Fields fields) {
        return fields.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_CODE_POINTS))
                .toList();
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String jsonNumber(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        return decimal(number);
    }

    /** The shortest digits that read back as the number, in Python's choice of notation. */
    static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (exact.signum() == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = exact.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = exact.unscaledValue().abs().toString();
        String mantissa =
                digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (exact.signum() < 0 ? "-" : "")
                + mantissa
                + "e"
                + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** As {@code str()} gives it: text as it is. */
    static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        repr(value, out);
        return out.toString();
    }

    private static void repr(Value value, StringBuilder out) {
        switch (value) {
            case Value.Text(String text) -> reprText(text, out);
            case Value.Whole whole -> out.append(whole.number());
            case Value.Decimal decimal -> out.append(decimal(decimal.number()));
            case Value.Bool bool -> out.append(bool.truth() ? "True" : "False");
            case Value.Nothing _ -> out.append("None");
            case Value.Secret _ -> out.append(Value.Secret.MASK);
            case Value.Scalar scalar -> reprText(scalar.written(), out);
            case Value.Items(List<Value> items) -> {
                out.append('[');
                String between = "";
                for (Value item : items) {
                    repr(item, out.append(between));
                    between = ", ";
                }
                out.append(']');
            }
            case Value.Fields fields -> {
                out.append('{');
                String between = "";
                for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
                    reprText(field.getKey(), out.append(between));
                    repr(field.getValue(), out.append(": "));
                    between = ", ";
                }
                out.append('}');
            }
        }
    }

    private static void reprText(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\n' -> out.append("\\n");
                        case '\r' -> out.append("\\r");
                        case '\t' -> out.append("\\t");
                        case '\\' -> out.append("\\\\");
                        default -> {
                            if (c == quote) {
                                out.append('\\').append(quote);
                            } else if (c < ' ' || c == 0x7f) {
                                out.append(String.format(Locale.ROOT, "\\x%02x", c));
                            } else {
                                out.appendCodePoint(c);
                            }
                        }
                    }
                });
        out.append(quote);
    }
}
