package dev.rappel.engine.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from a text to a checked {@link Expression}, or to diagnostics. */
final class Reader {
    private final Scope scope;
    private final Type expected;
    private final Problems problems;
    private final Layout layout;

    Reader(String text, Place place, Scope scope, Type expected, Problems problems) {
        this.scope = scope;
        this.expected = expected;
        this.problems = problems;
        this.layout = new Layout(text, place);
    }

    Optional<Expression> read() {
        String text = layout.text();
        if (text.codePointCount(0, text.length()) > Dialect.MAX_LENGTH) {
            return refused(
                    error(ExprCode.TOO_LARGE, "this expression is too long", layout.all())
                            .note("it has more than " + Dialect.MAX_LENGTH + " characters")
                            .help("put parts of it into variables"));
        }
        if (layout.tokens().isEmpty()) {
            return refused(
                    error(ExprCode.EMPTY, "an expression is missing here", layout.all())
                            .help("write a condition such as `size(hosts) > 1`, or `true`"));
        }
        try {
            CelValidationResult parsed = Dialect.get().parse(text);
            return parsed.hasError() ? unreadable(parsed.getErrors()) : checked(parsed.getAst());
        } catch (StackOverflowError tooDeep) {
            return refused(
                    error(ExprCode.TOO_LARGE, "this expression is nested too deep", layout.all())
                            .help("put parts of it into variables"));
        } catch (CelValidationException | CelEvaluationException unforeseen) {
            return refused(error(ExprCode.SYNTAX, "this expression cannot be read", layout.all()));
        }
    }

    private Optional<Expression> checked(CelAbstractSyntaxTree parsed)
            throws CelValidationException, CelEvaluationException {
        Map<Long, Integer> positions = parsed.getSource().getPositionsMap();
        CelExpr root = parsed.getExpr();
        Problems found = new Problems();
        NameCheck names = new NameCheck(scope, layout, positions, found);
        names.visit(root);
        TypeBridge bridge = new TypeBridge(names.selected());
        Map<String, CelType> types = new LinkedHashMap<>();
        names.unknown().forEach(name -> types.put(name, SimpleType.DYN));
        names.used().forEach((name, declared) -> types.put(name, bridge.toCel(declared.type())));
        CelValidationResult result = Dialect.get().check(parsed, types, bridge.structs());
        if (result.hasError()) {
            Complaint complaint = new Complaint(scope, layout, positions, root);
            result.getErrors()
                    .forEach(issue -> complaint.of(issue, found.hasErrors()).ifPresent(found::add));
        }
        new LiteralCheck(scope, layout, positions, found).visit(root);
        problems.addAll(found);
        if (result.hasError() || found.hasErrors()) {
            if (!found.hasErrors()) {
                problems.add(
                        error(ExprCode.SYNTAX, "this expression cannot be read", layout.all()));
            }
            return Optional.empty();
        }
        CelAbstractSyntaxTree ast = result.getAst();
        if (!fits(expected, ast.getResultType())) {
            return refused(wrongResult(ast.getResultType()));
        }
        return Optional.of(
                new Expression(
                        layout,
                        expected,
                        names.used(),
                        positions,
                        root,
                        Dialect.get().program(ast)));
    }

    private static boolean fits(Type expected, CelType result) {
        return switch (expected) {
            case Type.Simple simple ->
                    result.equals(SimpleType.DYN)
                            || simple == Type.Simple.ANY
                            || result.name().equals(TypeBridge.simple(simple).name());
            case Type.Choice _ -> result.equals(SimpleType.DYN) || result.name().equals("string");
            case Type.Secret secret -> fits(secret.of(), result);
            case Type.Items _ -> result.equals(SimpleType.DYN) || result.name().equals("list");
            case Type.Table _, Type.Fields _ ->
                    result.equals(SimpleType.DYN)
                            || result.name().equals("map")
                            || result.name().startsWith("@fields");
        };
    }

    private Diagnostic wrongResult(CelType result) {
        String words = TypeBridge.words(dev.cel.common.types.CelTypes.format(result));
        Diagnostic error =
                error(
                                ExprCode.WRONG_RESULT,
                                "this must give " + Types.name(expected) + ", and gives " + words,
                                layout.all())
                        .label("gives " + words);
        if (expected != Type.Simple.BOOL) {
            return error;
        }
        return switch (words) {
            case "a text" -> error.help("compare it: `… == 'word'`, or `… != ''`");
            case "a whole number", "a number" -> error.help("compare it: `… > 0`");
            case "a mapping" -> error.help("ask for its size: `size(…) > 0`");
            default ->
                    words.startsWith("a list")
                            ? error.help("ask for its size: `size(…) > 0`")
                            : error;
        };
    }

    /** The text is no CEL: say which habit it is, else what stands in the way. */
    private Optional<Expression> unreadable(List<CelIssue> issues) {
        Optional<Diagnostic> unfinished = unfinished();
        List<Diagnostic> habits = unfinished.isPresent() ? List.of() : Habits.in(layout);
        if (!habits.isEmpty()) {
            habits.forEach(problems::add);
            return Optional.empty();
        }
        return refused(unfinished.orElseGet(() -> syntax(issues.getFirst())));
    }

    private Optional<Diagnostic> unfinished() {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : layout.tokens()) {
            if (!token.closed()) {
                return Optional.of(
                        error(
                                ExprCode.SYNTAX,
                                "this text has no closing quote",
                                layout.span(token)));
            }
            if (token.is("(") || token.is("[")) {
                open.push(token);
            } else if (token.is(")") || token.is("]")) {
                String opener = token.is(")") ? "(" : "[";
                if (open.isEmpty() || !open.peek().is(opener)) {
                    return Optional.of(
                            error(
                                    ExprCode.SYNTAX,
                                    "this `" + token.text() + "` closes nothing",
                                    layout.span(token)));
                }
                open.pop();
            }
        }
        return Optional.ofNullable(open.peek())
                .map(token ->
                        error(
                                ExprCode.SYNTAX,
                                "this `" + token.text() + "` is never closed",
                                layout.span(token)));
    }

    private Diagnostic syntax(CelIssue issue) {
        String message = issue.getMessage();
        Layout.Range range = at(issue);
        Span span = layout.span(range);
        String word = layout.textOf(range);
        if (message.contains("reserved identifier")) {
            return error(
                            ExprCode.RESERVED_WORD,
                            "`" + word + "` is a word of CEL and cannot be a name",
                            span)
                    .help("give the variable another name, such as `the_" + word + "`");
        }
        if (message.contains("recursion") || message.contains("exceeded")) {
            return error(ExprCode.TOO_LARGE, "this expression is nested too deep", layout.all())
                    .help("put parts of it into variables");
        }
        if (message.contains("has() macro")) {
            return error(
                            ExprCode.UNKNOWN_FUNCTION,
                            "`has` asks for a field, and this is none",
                            layout.span(layout.call(range)))
                    .help("write `has(thing.field)`; a declared name is always there");
        }
        if (message.startsWith("For input string") || message.contains("out of range")) {
            return error(ExprCode.SYNTAX, "this number is too large", span)
                    .note("whole numbers go up to 9223372036854775807");
        }
        if (range.from() >= layout.text().stripTrailing().length()) {
            return error(ExprCode.SYNTAX, "this expression ends too early", layout.all());
        }
        return error(ExprCode.SYNTAX, "`" + word + "` cannot stand here", span);
    }

    private Layout.Range at(CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int offset = 0;
        for (int i = 1; i < line; i++) {
            int next = layout.text().indexOf('\n', offset);
            offset = next < 0 ? offset : next + 1;
        }
        String text = layout.text();
        int before = text.codePointCount(0, offset);
        return layout.tokenRange(before + Math.max(issue.getSourceLocation().getColumn(), 0));
    }

    private static Diagnostic error(ExprCode code, String title, Span span) {
        return Diagnostic.error(code, title, span);
    }

    private Optional<Expression> refused(Diagnostic diagnostic) {
        problems.add(diagnostic);
        return Optional.empty();
    }
}
