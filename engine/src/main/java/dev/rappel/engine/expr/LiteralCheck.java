package dev.rappel.engine.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is wrong for ever because of a literal: a version that is none, a division by zero, a word
 * that a choice does not have. Without this check it would show when the playbook runs, or, for a
 * word, never: the comparison would just be false.
 */
final class LiteralCheck {
    private static final Pattern NUMBERS = Pattern.compile("v?[0-9]+(\\.[0-9]+)*");

    private final Scope scope;
    private final Layout layout;
    private final Map<Long, Integer> positions;
    private final Problems problems;

    LiteralCheck(Scope scope, Layout layout, Map<Long, Integer> positions, Problems problems) {
        this.scope = scope;
        this.layout = layout;
        this.positions = positions;
        this.problems = problems;
    }

    void visit(CelExpr root) {
        Nodes.each(
                root,
                node -> {
                    if (node.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL) {
                        call(node.call());
                    }
                    text(node).filter(t -> t.contains("{{")).ifPresent(_ -> braces(node));
                });
    }

    private void call(CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        switch (call.function()) {
            case "version", "filesize", "duration" ->
                    onlyText(arguments).ifPresent(t -> reading(call.function(), t, arguments));
            case "matches" -> {
                CelExpr last = arguments.getLast();
                text(last).ifPresent(t -> pattern(t, last));
            }
            case "_/_", "_%_" -> zero(arguments);
            case "_==_", "_!=_" -> {
                choice(arguments.get(0), arguments.get(1));
                choice(arguments.get(1), arguments.get(0));
            }
            case "_<_", "_<=_", "_>_", "_>=_" -> {
                order(arguments.get(0), arguments.get(1));
                order(arguments.get(1), arguments.get(0));
            }
            case "@in", "in" -> {
                if (arguments.get(1).exprKind().getKind() == CelExpr.ExprKind.Kind.LIST) {
                    arguments
                            .get(1)
                            .list()
                            .elements()
                            .forEach(word -> choice(arguments.get(0), word));
                }
            }
            default -> {}
        }
    }

    /** A text is not filled in here, so what looks like a template is never what it means. */
    private void braces(CelExpr node) {
        problems.add(
                Diagnostic.error(
                                ExprCode.NOT_CEL,
                                "a text in a condition is no template",
                                span(node))
                        .help("join it: `'…' + name + '…'`, or write the name alone"));
    }

    private void reading(String function, String text, List<CelExpr> arguments) {
        try {
            switch (function) {
                case "version" -> Readings.version(text);
                case "filesize" -> Readings.size(text);
                default -> Readings.duration(text);
            }
        } catch (Fault unreadable) {
            problems.add(
                    Diagnostic.error(
                                    ExprCode.BAD_LITERAL,
                                    unreadable.title(),
                                    span(arguments.getFirst()))
                            .help(unreadable.help()));
        }
    }

    /** Only what Java and RE2 both refuse is said here; the rest shows when it runs. */
    private void pattern(String text, CelExpr node) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException broken) {
            problems.add(
                    Diagnostic.error(
                                    ExprCode.BAD_LITERAL,
                                    "this is not a regular expression",
                                    span(node))
                            .note("it cannot be read: " + broken.getDescription())
                            .help("put `\\\\` before a sign that is meant as itself"));
        }
    }

    private void zero(List<CelExpr> arguments) {
        CelExpr divisor = arguments.get(1);
        Nodes.constant(divisor)
                .filter(c -> c.getKind() == CelConstant.Kind.INT64_VALUE && c.int64Value() == 0)
                .ifPresent(_ ->
                        problems.add(
                                Diagnostic.error(
                                        ExprCode.BAD_LITERAL,
                                        "this divides by zero",
                                        span(divisor))));
    }

    /** Letter by letter {@code 3.10} comes before {@code 3.9}: never what was meant. */
    private void order(CelExpr name, CelExpr literal) {
        Optional<String> number = text(literal).filter(t -> NUMBERS.matcher(t).matches());
        boolean made =
                name.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                        && name.call().function().equals("string")
                        && name.call().args().size() == 1;
        Optional<String> path = Nodes.path(made ? name.call().args().getFirst() : name);
        Optional<Type> type = path.flatMap(scope::reach).flatMap(LiteralCheck::typeOf);
        if (number.isEmpty() || (!made && type.filter(LiteralCheck::isText).isEmpty())) {
            return;
        }
        problems.add(
                Diagnostic.error(
                                ExprCode.TEXT_ORDER,
                                "texts are compared letter by letter: `3.10` comes before `3.9`",
                                span(literal))
                        .label("this is a text")
                        .help(orderly(path.orElse("…"), number.get(), made)));
    }

    private static String orderly(String name, String number, boolean made) {
        if (made) {
            return "a version is written in quotes where it is defined; then compare `version("
                    + name
                    + ")` and `version('"
                    + number
                    + "')`";
        }
        return number.contains(".")
                ? "compare versions: `version(" + name + ")` and `version('" + number + "')`"
                : "compare numbers: `int(" + name + ")` and `" + number + "`";
    }

    private static boolean isText(Type type) {
        return type == Type.Simple.TEXT || (type instanceof Type.Secret s && isText(s.of()));
    }

    private void choice(CelExpr name, CelExpr word) {
        Optional<String> text = text(word);
        Optional<Type.Choice> choice =
                Nodes.path(name)
                        .flatMap(scope::reach)
                        .flatMap(LiteralCheck::typeOf)
                        .flatMap(LiteralCheck::asChoice);
        if (text.isEmpty() || choice.isEmpty() || choice.get().words().contains(text.get())) {
            return;
        }
        List<String> words = choice.get().words();
        problems.add(
                Diagnostic.error(
                                ExprCode.NOT_A_CHOICE,
                                "`"
                                        + Nodes.path(name).orElse("it")
                                        + "` is never `"
                                        + text.get()
                                        + "`",
                                span(word))
                        .help(
                                DidYouMean.closest(text.get(), words)
                                        .map(m -> "did you mean `" + m + "`?")
                                        .orElse(
                                                "it is one of: `"
                                                        + String.join("`, `", words)
                                                        + "`")));
    }

    private static Optional<Type> typeOf(Scope.Reached reached) {
        Type type = reached.declared().type();
        for (String field : reached.fields()) {
            Type plain = type instanceof Type.Secret secret ? secret.of() : type;
            if (!(plain instanceof Type.Fields fields) || !fields.fields().containsKey(field)) {
                return Optional.empty();
            }
            type = java.util.Objects.requireNonNull(fields.fields().get(field));
        }
        return Optional.of(type);
    }

    private static Optional<Type.Choice> asChoice(Type type) {
        return switch (type) {
            case Type.Choice choice -> Optional.of(choice);
            case Type.Secret secret -> asChoice(secret.of());
            default -> Optional.empty();
        };
    }

    private static Optional<String> onlyText(List<CelExpr> arguments) {
        return arguments.size() == 1 ? text(arguments.getFirst()) : Optional.empty();
    }

    private static Optional<String> text(CelExpr node) {
        return Nodes.constant(node)
                .filter(c -> c.getKind() == CelConstant.Kind.STRING_VALUE)
                .map(CelConstant::stringValue);
    }

    private Span span(CelExpr node) {
        return layout.span(layout.range(node, positions));
    }
}
