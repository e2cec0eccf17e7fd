package dev.rappel.engine.expr;

import com.google.errorprone.annotations.Immutable;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The functions that our dialect adds to CEL, and those that it does its own way. */
final class Functions {
    private Functions() {}

    static List<CelFunctionBinding> all() {
        List<CelFunctionBinding> all = new ArrayList<>();
        all.add(CelFunctionBinding.from("text_to_version", String.class, Readings::version));
        all.add(CelFunctionBinding.from("text_to_size", String.class, Readings::size));
        all.add(CelFunctionBinding.from("string_to_duration", String.class, Readings::duration));
        all.add(CelFunctionBinding.from("duration_to_duration", Duration.class, d -> d));
        all.add(
                CelFunctionBinding.from(
                        "version_to_text", VersionValue.class, VersionValue::toString));
        all.add(CelFunctionBinding.from("size_to_text", SizeValue.class, SizeValue::toString));
        all.addAll(comparison("less", c -> c < 0));
        all.addAll(comparison("less_equals", c -> c <= 0));
        all.addAll(comparison("greater", c -> c > 0));
        all.addAll(comparison("greater_equals", c -> c >= 0));
        all.add(CelFunctionBinding.from("equals", Object.class, Object.class, Functions::same));
        all.add(
                CelFunctionBinding.from(
                        "not_equals", Object.class, Object.class, (a, b) -> !same(a, b)));
        all.add(CelFunctionBinding.from("in_list", Object.class, List.class, Functions::inList));
        all.add(CelFunctionBinding.from("in_map", Object.class, Map.class, Functions::inMap));
        return all;
    }

    /** Whether a comparison holds for the sign that {@code compareTo} gives. */
    @Immutable
    private interface Order {
        boolean test(int sign);
    }

    private static List<CelFunctionBinding> comparison(String id, Order holds) {
        return List.of(
                CelFunctionBinding.from(
                        id + "_version",
                        VersionValue.class,
                        VersionValue.class,
                        (a, b) -> holds.test(a.compareTo(b))),
                CelFunctionBinding.from(
                        id + "_size",
                        SizeValue.class,
                        SizeValue.class,
                        (a, b) -> holds.test(a.compareTo(b))));
    }

    /**
     * CEL says that a text and a number are unequal, when it meets them only at run time. That
     * would let {@code status.code == '200'} be false for ever; here it is an error. Only nothing
     * may be compared with everything.
     */
    static boolean same(Object a, Object b) {
        String left = kind(a);
        String right = kind(b);
        if (left.equals(right)) {
            return equal(a, b);
        }
        if (left.equals("nothing") || right.equals("nothing")) {
            return false;
        }
        throw new Fault(
                ExprCode.MIXED_KINDS,
                left + " is compared with " + right,
                "turn one into the other first: `string(…)`, `int(…)` or `version(…)`");
    }

    private static boolean equal(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return (x instanceof Long && y instanceof Long)
                    ? x.longValue() == y.longValue()
                    : Double.compare(x.doubleValue(), y.doubleValue()) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!same(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet())
                    && x.entrySet().stream()
                            .allMatch(e ->
                                    same(e.getValue(), Objects.requireNonNull(y.get(e.getKey()))));
        }
        return a.equals(b);
    }

    /**
     * A list that holds other kinds too is searched; one that holds only other kinds is an error.
     */
    private static boolean inList(Object sought, List<?> list) {
        boolean comparable = list.isEmpty();
        for (Object item : list) {
            if (kind(item).equals(kind(sought))) {
                comparable = true;
                if (equal(item, sought)) {
                    return true;
                }
            }
        }
        return !comparable && same(sought, list.getFirst());
    }

    private static boolean inMap(Object sought, Map<?, ?> map) {
        if (!(sought instanceof String)) {
            throw new Fault(
                    ExprCode.MIXED_KINDS,
                    kind(sought) + " is looked for among names, which are text",
                    "write `string(…) in …`");
        }
        return map.containsKey(sought);
    }

    /** The words for what a value is while an expression runs. */
    static String kind(Object value) {
        return switch (value) {
            case String _ -> "a text";
            case Number _ -> "a number";
            case Boolean _ -> "a boolean";
            case VersionValue _ -> "a version";
            case SizeValue _ -> "a size";
            case Duration _ -> "a duration";
            case java.time.Instant _ -> "a point in time";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a mapping";
            case dev.cel.common.values.NullValue _ -> "nothing";
            default -> "a value";
        };
    }
}
