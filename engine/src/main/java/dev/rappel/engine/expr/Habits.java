package dev.rappel.engine.expr;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people write who come from Ansible, Jinja, Python or the shell, and what to write here.
 * Looked for only where CEL could not read the expression, or did not know the name.
 */
final class Habits {
    private static final Map<String, String> NAMES =
            Map.of(
                    "True", "true",
                    "False", "false",
                    "TRUE", "true",
                    "FALSE", "false",
                    "None", "null",
                    "none", "null",
                    "nil", "null",
                    "yes", "true",
                    "no", "false");

    private static final Map<String, String> FUNCTIONS =
            Map.ofEntries(
                    Map.entry("startswith", "`text.startsWith('…')`"),
                    Map.entry("endswith", "`text.endsWith('…')`"),
                    Map.entry("starts_with", "`text.startsWith('…')`"),
                    Map.entry("ends_with", "`text.endsWith('…')`"),
                    Map.entry("hasPrefix", "`text.startsWith('…')`"),
                    Map.entry("len", "`size(…)`"),
                    Map.entry("length", "`size(…)`"),
                    Map.entry("count", "`size(…)`"),
                    Map.entry("str", "`string(…)`"),
                    Map.entry("float", "`double(…)`"),
                    Map.entry("any", "`list.exists(x, …)`"),
                    Map.entry("some", "`list.exists(x, …)`"),
                    Map.entry("includes", "`x in list`"),
                    Map.entry("match", "`text.matches('regular expression')`"),
                    Map.entry("search", "`text.matches('regular expression')`"),
                    Map.entry("find", "`text.contains('…')`"),
                    Map.entry("get", "`has(thing.field) ? thing.field : 'otherwise'`"),
                    Map.entry("semver", "`version('…')`"),
                    Map.entry("lower", "`text.matches('(?i)…')`, which ignores case"),
                    Map.entry("upper", "`text.matches('(?i)…')`, which ignores case"),
                    Map.entry("trim", "`text.matches('\\\\s*…\\\\s*')`"),
                    Map.entry("strip", "`text.matches('\\\\s*…\\\\s*')`"),
                    Map.entry("lookup", "a variable: an expression reads no files"));

    private static final Map<String, String> FILTERS =
            Map.ofEntries(
                    Map.entry("length", "`size(…)`"),
                    Map.entry("count", "`size(…)`"),
                    Map.entry("int", "`int(…)`"),
                    Map.entry("float", "`double(…)`"),
                    Map.entry("string", "`string(…)`"),
                    Map.entry("bool", "`bool(…)`"),
                    Map.entry("default", "`has(thing.field) ? thing.field : 'otherwise'`"),
                    Map.entry("d", "`has(thing.field) ? thing.field : 'otherwise'`"),
                    Map.entry("version", "`version(…) >= version('3.6')`"),
                    Map.entry("version_compare", "`version(…) >= version('3.6')`"),
                    Map.entry("select", "`list.filter(x, …)`"),
                    Map.entry("selectattr", "`list.filter(x, x.field == …)`"),
                    Map.entry("rejectattr", "`list.filter(x, x.field != …)`"),
                    Map.entry("map", "`list.map(x, x.field)`"),
                    Map.entry("first", "`list[0]`"),
                    Map.entry("last", "`list[size(list) - 1]`"));

    private static final Map<String, String> TESTS =
            Map.ofEntries(
                    Map.entry("defined", "`has(thing.field)`"),
                    Map.entry("undefined", "`!has(thing.field)`"),
                    Map.entry("none", "`thing == null`"),
                    Map.entry("true", "the name alone"),
                    Map.entry("false", "`!name`"),
                    Map.entry("version", "`version(…) >= version('3.6')`"),
                    Map.entry("match", "`text.matches('^…')`"),
                    Map.entry("search", "`text.matches('…')`"),
                    Map.entry("succeeded", "the field of the result, such as `result.rc == 0`"),
                    Map.entry("success", "the field of the result, such as `result.rc == 0`"),
                    Map.entry("failed", "the field of the result, such as `result.rc != 0`"),
                    Map.entry("changed", "the field of the result, such as `result.changed`"),
                    Map.entry("skipped", "the field of the result"),
                    Map.entry("in", "`a in b`"));

    private Habits() {}

    /** A name that is not declared, but means something elsewhere. */
    static Optional<Diagnostic> name(String name, Span span) {
        return Optional.ofNullable(NAMES.get(name))
                .map(here ->
                        error("`" + name + "` is not a word of CEL", span, "write `" + here + "`"));
    }

    /** A function that does not exist, but does elsewhere. */
    static Optional<Diagnostic> function(String name, Span span) {
        return Optional.ofNullable(FUNCTIONS.get(name))
                .map(here ->
                        error("`" + name + "` is not a function of CEL", span, "write " + here));
    }

    /** All habits in an expression that could not be read. */
    static List<Diagnostic> in(Layout layout) {
        List<Diagnostic> found = new ArrayList<>();
        List<Token> tokens = layout.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Optional<Token> next =
                    i + 1 < tokens.size() ? Optional.of(tokens.get(i + 1)) : Optional.empty();
            Optional<Token> before = i > 0 ? Optional.of(tokens.get(i - 1)) : Optional.empty();
            if (before.filter(b -> b.is(".")).isEmpty()) {
                at(layout, token, next, before).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Diagnostic> at(
            Layout layout, Token token, Optional<Token> next, Optional<Token> before) {
        if (token.kind() == Token.Kind.TEXT) {
            return Optional.empty();
        }
        Span span = layout.span(token);
        return switch (token.text()) {
            case "{{" ->
                    found(
                            "a condition needs no braces",
                            span,
                            "write the name alone: what stands here is an expression already");
            case "{%", "%}" ->
                    found(
                            "this is Jinja, a condition is written in CEL",
                            span,
                            "write `a ? b : c`");
            case "and" -> found("`and` is not a word of CEL", span, "write `&&`");
            case "or" -> found("`or` is not a word of CEL", span, "write `||`");
            case "not" ->
                    before.filter(b -> b.is("is")).isPresent()
                            ? Optional.empty()
                            : next.filter(n -> n.is("in")).isPresent()
                                    ? found(
                                            "`not in` is not CEL",
                                            layout.span(range(token, next.orElse(token))),
                                            "write `!(a in b)`")
                                    : found("`not` is not a word of CEL", span, "write `!`");
            case "is" -> test(layout, token);
            case "if", "else" ->
                    token.is("else")
                            ? Optional.empty()
                            : found("`if` is not a word of CEL", span, "write `condition ? a : b`");
            case "=" -> found("one `=` does not compare", span, "write `==`");
            case "===" -> found("`===` is not CEL", span, "write `==`");
            case "<>" -> found("`<>` is not CEL", span, "write `!=`");
            case "**" -> found("`**` is not CEL", span, "multiply: `x * x`");
            case "&" -> found("one `&` is not CEL", span, "write `&&`");
            case "~" -> found("`~` is not CEL", span, "join texts with `+`");
            case "|" -> filter(span, next);
            case "“", "”", "„", "‘", "’" ->
                    found("this quote is not one that CEL knows", span, "write `'` or `\"`");
            default -> Optional.empty();
        };
    }

    private static Optional<Diagnostic> test(Layout layout, Token is) {
        List<Token> tokens = layout.tokens();
        int at = tokens.indexOf(is) + 1;
        boolean not = at < tokens.size() && tokens.get(at).is("not");
        if (not) {
            at++;
        }
        if (at >= tokens.size()) {
            return Optional.empty();
        }
        Token test = tokens.get(at);
        String here = TESTS.getOrDefault(test.text(), "a comparison with `==`, `<`, `in` …");
        return found(
                "`is " + (not ? "not " : "") + test.text() + "` is Jinja, not CEL",
                layout.span(range(is, test)),
                not ? "write `!(…)` around " + here : "write " + here);
    }

    private static Optional<Diagnostic> filter(Span span, Optional<Token> next) {
        Optional<String> here = next.map(Token::text).map(FILTERS::get);
        return found(
                "filters with `|` are Jinja, not CEL",
                span,
                here.map(h -> "write " + h)
                        .orElse("for \"or\" write `||`; CEL has functions instead of filters"));
    }

    private static Layout.Range range(Token first, Token last) {
        return new Layout.Range(first.from(), last.to());
    }

    private static Optional<Diagnostic> found(String title, Span span, String help) {
        return Optional.of(error(title, span, help));
    }

    private static Diagnostic error(String title, Span span, String help) {
        return Diagnostic.error(ExprCode.NOT_CEL, title, span).help(help);
    }
}
