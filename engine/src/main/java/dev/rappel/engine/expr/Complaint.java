package dev.rappel.engine.expr;

import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL's type check found, in our words and with the whole piece of text that it is about. */
final class Complaint {
    private static final Set<String> ORDERINGS = Set.of("_<_", "_<=_", "_>_", "_>=_");

    private static final Pattern OVERLOAD =
            Pattern.compile(
                    "found no matching overload for '([^']*)' applied to '([^']*)'.*",
                    Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'");
    private static final Pattern SELECTION =
            Pattern.compile("type '([^']*)' does not support field selection");
    private static final Pattern EXPECTED =
            Pattern.compile("expected type '([^']*)' but found '([^']*)'");
    private static final Pattern RANGE =
            Pattern.compile("expression of type '([^']*)' cannot be range.*", Pattern.DOTALL);

    private final Scope scope;
    private final Layout layout;
    private final Map<Long, Integer> positions;
    private final Map<Long, CelExpr> nodes = new LinkedHashMap<>();

    Complaint(Scope scope, Layout layout, Map<Long, Integer> positions, CelExpr root) {
        this.scope = scope;
        this.layout = layout;
        this.positions = positions;
        Nodes.each(root, node -> nodes.put(node.id(), node));
    }

    /**
     * Empty where {@link NameCheck} has said it already.
     *
     * @param known whether something is known to be wrong, so that a vague word adds nothing
     */
    Optional<Diagnostic> of(CelIssue issue, boolean known) {
        String message = issue.getMessage();
        if (message.startsWith("undeclared reference")) {
            return Optional.empty();
        }
        Optional<CelExpr> node = Optional.ofNullable(nodes.get(issue.getExprId()));
        Span span = node.map(this::span).orElse(layout.all());
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return Optional.of(overload(overload.group(1), overload.group(2), node, span));
        }
        Matcher field = FIELD.matcher(message);
        if (field.matches()) {
            return Optional.of(field(field.group(1), node, span));
        }
        Matcher selection = SELECTION.matcher(message);
        if (selection.matches()) {
            String type = TypeBridge.words(selection.group(1));
            return Optional.of(
                    Diagnostic.error(ExprCode.UNKNOWN_FIELD, type + " has no fields", span)
                            .label("this is " + type));
        }
        Matcher expected = EXPECTED.matcher(message);
        if (expected.matches()) {
            return Optional.of(
                    Diagnostic.error(
                            ExprCode.WRONG_TYPES,
                            TypeBridge.words(expected.group(2))
                                    + " stands where "
                                    + TypeBridge.words(expected.group(1))
                                    + " is needed",
                            span));
        }
        Matcher range = RANGE.matcher(message);
        if (range.matches()) {
            return Optional.of(
                    Diagnostic.error(
                                    ExprCode.WRONG_TYPES,
                                    "only a list or a mapping can be gone through",
                                    span)
                            .label("this is " + TypeBridge.words(range.group(1))));
        }
        if (message.startsWith("expression does not select a field")) {
            return Optional.of(
                    Diagnostic.error(
                                    ExprCode.WRONG_TYPES,
                                    "`has` asks for a field, and this name is declared: it is there",
                                    span)
                            .help("leave `has(…)` out"));
        }
        return known
                ? Optional.empty()
                : Optional.of(
                        Diagnostic.error(ExprCode.WRONG_TYPES, "the types here do not fit", span));
    }

    private Diagnostic overload(
            String function, String applied, Optional<CelExpr> node, Span span) {
        List<String> types = types(applied);
        List<CelExpr> operands = node.map(Complaint::operands).orElse(List.of());
        String operator = function.replace("_", "");
        Diagnostic error =
                switch (function) {
                    case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
                            comparison(operator, types);
                    case "_&&_", "_||_" ->
                            error("`" + operator + "` needs a boolean on both sides");
                    case "!_" -> error("`!` needs a boolean, and this is " + word(types, 0));
                    case "_?_:_" ->
                            types.isEmpty() || types.getFirst().equals("bool")
                                    ? error("both answers of `? :` must be of one type")
                                    : error("what stands before `?` must be a boolean");
                    case "@in", "in" ->
                            types.size() == 2 && types.get(1).startsWith("list(")
                                    ? error(
                                            "`in` looks for "
                                                    + word(types, 0)
                                                    + " in "
                                                    + word(types, 1))
                                    : error(
                                            "`in` needs a list or a mapping after it, and this is "
                                                    + word(types, 1));
                    case "_[_]" -> error(word(types, 0) + " has no items by " + words(types, 1));
                    case "_+_", "_-_", "_*_", "_/_", "_%_" ->
                            error(
                                    "`"
                                            + operator
                                            + "` does not work on "
                                            + word(types, 0)
                                            + " and "
                                            + word(types, 1));
                    case "-_" -> error("`-` does not work on " + word(types, 0));
                    default -> error("`" + function + "` cannot be used on " + all(types));
                };
        Diagnostic placed = at(error, span);
        return help(function, types, operands).map(placed::help).orElse(placed);
    }

    private static Diagnostic comparison(String operator, List<String> types) {
        boolean same = types.size() == 2 && types.get(0).equals(types.get(1));
        return error(
                same
                        ? "`" + operator + "` does not work on " + word(types, 0)
                        : "`"
                                + operator
                                + "` compares "
                                + word(types, 0)
                                + " with "
                                + word(types, 1));
    }

    private Optional<String> help(String function, List<String> types, List<CelExpr> operands) {
        if (types.size() != 2 || operands.size() != 2) {
            return Optional.empty();
        }
        if (ORDERINGS.contains(function)) {
            Optional<String> ordering = ordering(types, operands);
            if (ordering.isPresent()) {
                return ordering;
            }
        }
        Optional<String> help = conversion(types.get(0), types.get(1), operands.get(1));
        if (help.isEmpty()) {
            help = conversion(types.get(1), types.get(0), operands.get(0));
        }
        if (function.equals("@in") && types.get(1).equals("string")) {
            return Optional.of("to look into a text, write `text.contains('…')`");
        }
        if (types.contains("null_type") || types.contains("null")) {
            return Optional.of("it is never nothing: leave this comparison out");
        }
        if (help.isEmpty() && function.equals("_+_") && types.contains("string")) {
            help = Optional.of("make text of both: `string(…)`");
        }
        return help;
    }

    /** Making texts of both would compile and compare letter by letter: never what was meant. */
    private Optional<String> ordering(List<String> types, List<CelExpr> operands) {
        int text = types.indexOf("string");
        if (text < 0) {
            return Optional.empty();
        }
        String other = types.get(1 - text);
        CelExpr number = operands.get(1 - text);
        boolean fixed = Nodes.constant(operands.get(text)).isPresent();
        if (fixed && other.equals("double") && Nodes.constant(number).isEmpty()) {
            return Optional.of(
                    "a version is written in quotes where it is defined; then compare `version("
                            + layout.textOf(layout.range(number, positions))
                            + ")`");
        }
        return fixed || !(other.equals("int") || other.equals("double"))
                ? Optional.empty()
                : Optional.of(
                        "compare versions, `version(…)` on both sides, or numbers, `int(…)` of the"
                                + " text");
    }

    /** How to write {@code other} so that it fits {@code type}. */
    private Optional<String> conversion(String type, String otherType, CelExpr other) {
        String written = layout.textOf(layout.range(other, positions));
        Optional<String> literal =
                Nodes.constant(other)
                        .filter(c -> c.getKind() == CelConstant.Kind.STRING_VALUE)
                        .map(CelConstant::stringValue);
        boolean number = otherType.equals("int") || otherType.equals("double");
        if (type.equals("@version") && (number || otherType.equals("string"))) {
            return Optional.of(
                    literal.isPresent()
                            ? "write `version(" + written + ")`"
                            : number
                                    ? "write `version('" + written + "')`"
                                    : "write `version(" + written + ")`");
        }
        if (type.equals("@size")) {
            return Optional.of("write a size with its unit: `filesize('512MB')`");
        }
        if (type.contains("Duration")) {
            return Optional.of("write a duration with its unit: `duration('90s')`");
        }
        if (type.equals("int") && literal.filter(l -> l.matches("-?\\d{1,18}")).isPresent()) {
            return Optional.of("write the number without quotes: `" + literal.orElse("") + "`");
        }
        if (type.equals("bool") && literal.isPresent()) {
            return Optional.of(
                    Set.of("no", "false", "off", "False", "No").contains(literal.get())
                            ? "write `!` and the name, and no comparison"
                            : "write the name alone, without a comparison");
        }
        if (type.equals("string") && number) {
            return Optional.of(
                    Nodes.constant(other).isPresent()
                            ? "write it in quotes: `'" + written + "'`"
                            : "write `string(" + written + ")`");
        }
        if (type.equals("double") && otherType.equals("int")) {
            return Optional.of(
                    Nodes.constant(other).isPresent()
                            ? "write `" + written + ".0`"
                            : "write `double(" + written + ")`");
        }
        return Optional.empty();
    }

    private Diagnostic field(String name, Optional<CelExpr> node, Span span) {
        Diagnostic error =
                Diagnostic.error(ExprCode.UNKNOWN_FIELD, "there is no field `" + name + "`", span);
        List<String> known =
                node.filter(n -> n.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT)
                        .flatMap(n -> typeOf(n.select().operand()))
                        .map(Complaint::fieldNames)
                        .orElse(List.of());
        if (known.isEmpty()) {
            return error;
        }
        return error.help(
                DidYouMean.closest(name, known)
                        .map(m -> "did you mean `" + m + "`?")
                        .orElse("there is: `" + String.join("`, `", known) + "`"));
    }

    /** The declared type of a name with fields; empty for anything more complicated. */
    private Optional<Type> typeOf(CelExpr node) {
        return Nodes.path(node)
                .flatMap(scope::reach)
                .flatMap(reached -> {
                    Optional<Type> type = Optional.of(reached.declared().type());
                    for (String field : reached.fields()) {
                        type = type.flatMap(t -> step(t, field));
                    }
                    return type;
                });
    }

    private static Optional<Type> step(Type type, String field) {
        return switch (type) {
            case Type.Secret secret -> step(secret.of(), field);
            case Type.Fields fields -> Optional.ofNullable(fields.fields().get(field));
            case Type.Table table -> Optional.of(table.of());
            case Type.Simple _, Type.Items _, Type.Choice _ -> Optional.empty();
        };
    }

    private static List<String> fieldNames(Type type) {
        return switch (type) {
            case Type.Secret secret -> fieldNames(secret.of());
            case Type.Fields fields -> List.copyOf(fields.fields().keySet());
            case Type.Simple simple ->
                    switch (simple) {
                        case VERSION -> List.of("major", "minor", "patch");
                        case SIZE -> List.of("bytes");
                        default -> List.of();
                    };
            case Type.Items _, Type.Table _, Type.Choice _ -> List.of();
        };
    }

    private static List<CelExpr> operands(CelExpr node) {
        if (node.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL) {
            return List.of();
        }
        List<CelExpr> operands = new ArrayList<>();
        node.call().target().ifPresent(operands::add);
        operands.addAll(node.call().args());
        return operands;
    }

    /** The argument types of {@code (a, b)} or {@code target.(a, b)}, cut at the outer commas. */
    static List<String> types(String applied) {
        List<String> types = new ArrayList<>();
        int open = applied.indexOf(".(");
        String arguments = applied;
        if (open > 0 && !applied.startsWith("(")) {
            types.add(applied.substring(0, open));
            arguments = applied.substring(open + 1);
        }
        int depth = 0;
        int start = 1;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if ((c == ',' && depth == 1) || (c == ')' && depth == 0)) {
                String type = arguments.substring(start, i).strip();
                if (!type.isEmpty()) {
                    types.add(type);
                }
                start = i + 1;
            }
        }
        return types;
    }

    private static String words(List<String> types, int index) {
        return index < types.size() ? TypeBridge.words(types.get(index)) : "a value";
    }

    private static String word(List<String> types, int index) {
        return words(types, index);
    }

    private static String all(List<String> types) {
        return types.isEmpty()
                ? "nothing"
                : String.join(" with ", types.stream().map(TypeBridge::words).toList());
    }

    private static Diagnostic error(String title) {
        return Diagnostic.error(ExprCode.WRONG_TYPES, title);
    }

    private static Diagnostic at(Diagnostic error, Span span) {
        return Diagnostic.error(error.code(), error.title(), span);
    }

    private Span span(CelExpr node) {
        return layout.span(layout.range(node, positions));
    }
}
