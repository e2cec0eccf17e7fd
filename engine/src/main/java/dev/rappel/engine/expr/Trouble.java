package dev.rappel.engine.expr;

import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Span;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why an evaluation gave nothing, as a diagnostic. The library's own message may quote values, and
 * a value may be a secret: only its position is used.
 */
final class Trouble {
    private static final Pattern POSITION =
            Pattern.compile("evaluation error at [^:]*:(\\d+):.*", Pattern.DOTALL);
    private static final Pattern MISSING_KEY =
            Pattern.compile(".*key '([^']*)' is not present in map\\.", Pattern.DOTALL);

    private final Layout layout;
    private final Map<Long, Integer> positions;
    private final CelExpr root;
    private final boolean secret;

    /**
     * @param secret whether a secret takes part, so that not even a missing key may be named
     */
    Trouble(Layout layout, Map<Long, Integer> positions, CelExpr root, boolean secret) {
        this.layout = layout;
        this.positions = positions;
        this.root = root;
        this.secret = secret;
    }

    Diagnostic diagnostic(Throwable failure) {
        Span span = span(failure);
        Optional<Fault> fault = fault(failure);
        if (fault.isPresent()) {
            return Diagnostic.error(fault.get().code(), fault.get().title(), span)
                    .help(fault.get().help());
        }
        CelErrorCode code =
                failure instanceof CelEvaluationException e
                        ? e.getErrorCode()
                        : CelErrorCode.INTERNAL_ERROR;
        return switch (code) {
            case DIVIDE_BY_ZERO ->
                    Diagnostic.error(ExprCode.BAD_NUMBER, "this divides by zero", span);
            case NUMERIC_OVERFLOW ->
                    Diagnostic.error(ExprCode.BAD_NUMBER, "this number gets too large", span)
                            .note("whole numbers go up to 9223372036854775807");
            case ATTRIBUTE_NOT_FOUND -> missing(failure, span);
            case INDEX_OUT_OF_BOUNDS ->
                    Diagnostic.error(ExprCode.NOT_THERE, "the list has no item at this place", span)
                            .note("items are counted from 0")
                            .help("ask first: `size(list) > 0 && …`");
            case BAD_FORMAT ->
                    Diagnostic.error(
                            ExprCode.UNREADABLE_VALUE,
                            "this value cannot be turned into what is asked for",
                            span);
            case ITERATION_BUDGET_EXCEEDED ->
                    Diagnostic.error(
                                    ExprCode.TOO_MANY_STEPS,
                                    "this takes too many steps",
                                    layout.all())
                            .note("one evaluation may take " + Dialect.MAX_STEPS + " steps");
            case OVERLOAD_NOT_FOUND ->
                    Diagnostic.error(
                                    ExprCode.MIXED_KINDS,
                                    "the values here are of kinds that do not go together",
                                    span)
                            .help("turn one into the other first: `string(…)`, `int(…)` …");
            default ->
                    Diagnostic.error(
                            ExprCode.FAILED, "this expression could not be evaluated", span);
        };
    }

    private Diagnostic missing(Throwable failure, Span span) {
        Matcher key = MISSING_KEY.matcher(String.valueOf(failure.getMessage()));
        String title =
                key.matches() && !secret
                        ? "there is no `" + key.group(1) + "` in this mapping"
                        : "what is asked for is not in this mapping";
        return Diagnostic.error(ExprCode.NOT_THERE, title, span)
                .help("ask first: `has(thing.field) && …`");
    }

    private Span span(Throwable failure) {
        Matcher position = POSITION.matcher(String.valueOf(failure.getMessage()));
        if (!position.matches()) {
            return layout.all();
        }
        int at = Integer.parseInt(position.group(1));
        Layout.Range[] found = {layout.tokenRange(at)};
        Nodes.each(
                root,
                node -> {
                    Integer here = positions.get(node.id());
                    if (here != null && here == at) {
                        found[0] = found[0].and(layout.range(node, positions));
                    }
                });
        return layout.span(found[0]);
    }

    private static Optional<Fault> fault(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (at instanceof Fault fault) {
                return Optional.of(fault);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
