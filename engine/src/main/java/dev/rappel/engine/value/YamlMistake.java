package dev.rappel.engine.value;

import dev.rappel.engine.text.Code;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in our words what is wrong with a text that is no YAML. The parser names the token at which
 * it gave up; what the writer did is often a line above, so the lines around are looked at for the
 * classics first.
 */
final class YamlMistake {
    private static final Pattern TEMPLATE = Pattern.compile("(?:^|[:\\-] +)(\\{\\{.*)$");
    private static final Pattern NO_SPACE =
            Pattern.compile("^[ ]*(?:- +)*([A-Za-z_][A-Za-z0-9_.-]*)(:)([^\\s:/\\\\].*)$");
    private static final Pattern KEY_AND_VALUE =
            Pattern.compile("^[ ]*(?:- +)*[^\\s:#'\"][^:#]*:[ ]+(\\S.*)$");

    private final Source source;
    private final int problemAt;
    private final int contextAt;
    private final String problem;
    private final String context;

    YamlMistake(Source source, Offsets offsets, MarkedYAMLException e) {
        this.source = source;
        this.problem = e.getProblem() == null ? "" : e.getProblem();
        this.context = e.getContext() == null ? "" : e.getContext();
        int at = offsets.at(e.getProblemMark());
        this.contextAt = e.getContextMark() == null ? at : offsets.at(e.getContextMark());
        this.problemAt = e.getProblemMark() == null ? contextAt : at;
    }

    Diagnostic explained() {
        return quotes().or(this::tabs)
                .or(this::template)
                .or(this::characters)
                .or(this::colons)
                .or(this::brackets)
                .or(this::indentation)
                .or(this::marks)
                .orElseGet(this::unknown);
    }

    static Diagnostic unquotedTemplate(Source source, Span span) {
        return Diagnostic.error(
                        ValueCode.UNQUOTED_TEMPLATE,
                        "a value that begins with `{{` must be quoted",
                        span)
                .label("YAML takes this brace for the start of a mapping")
                .help("write it in quotes: " + quoted(span.text()));
    }

    private Optional<Diagnostic> quotes() {
        if (context.contains("quoted scalar") && problem.startsWith("found unexpected")) {
            char quote = charAt(contextAt);
            return Optional.of(
                    Diagnostic.error(
                                    ValueCode.UNCLOSED_QUOTE,
                                    "this quote is never closed",
                                    source.span(contextAt, Math.min(contextAt + 1, length())))
                            .label("opened here")
                            .help(
                                    quote == '\''
                                            ? "close it with `'`; an apostrophe inside single"
                                                    + " quotes is written twice: `''`"
                                            : "close it with `\"`; a quote inside double quotes is"
                                                    + " written `\\\"`"));
        }
        if (context.contains("double-quoted scalar")) {
            int from = Math.max(0, source.text().lastIndexOf('\\', problemAt));
            return Optional.of(
                    Diagnostic.error(
                                    ValueCode.ESCAPE,
                                    "this escape does not exist in double quotes",
                                    source.span(from, Math.min(problemAt + 1, length())))
                            .help("a backslash is written `\\\\` in double quotes")
                            .help("in single quotes a backslash is a backslash"));
        }
        int before = problemAt - 1;
        while (before > 0 && charAt(before) == ' ') {
            before--;
        }
        boolean scalar = problem.contains("<scalar>") || problem.contains("<alias>");
        if (scalar && before >= 0 && (charAt(before) == '"' || charAt(before) == '\'')) {
            return Optional.of(
                    error(
                                    ValueCode.UNCLOSED_QUOTE,
                                    "text follows the closing quote",
                                    source.span(problemAt, lineEnd(problemAt)))
                            .label("the value ended before this")
                            .help(
                                    "put the whole value into quotes; a `'` inside single quotes is"
                                            + " written `''`"));
        }
        return Optional.empty();
    }

    private Optional<Diagnostic> tabs() {
        for (int line : lines()) {
            String text = source.lineText(line);
            int i = 0;
            while (i < text.length() && text.charAt(i) == ' ') {
                i++;
            }
            if (i < text.length() && text.charAt(i) == '\t') {
                return Optional.of(tab(source.lineStart(line) + i));
            }
        }
        return charAt(problemAt) == '\t' && problem.contains("cannot start")
                ? Optional.of(tab(problemAt))
                : Optional.empty();
    }

    private Diagnostic tab(int at) {
        int end = at;
        while (end < length() && charAt(end) == '\t') {
            end++;
        }
        boolean indent =
                source.lineText(source.line(at)).substring(0, at - lineStart(at)).isBlank();
        return Diagnostic.error(
                        ValueCode.TAB_INDENTATION,
                        indent ? "a tab as indentation" : "a tab before a value",
                        source.span(at, end))
                .label("tab")
                .note("YAML allows spaces only, because tabs have no agreed width")
                .help("replace it by spaces: expand -t 2 " + source.name() + " > new-file");
    }

    private Optional<Diagnostic> template() {
        for (int line : lines()) {
            Matcher found = TEMPLATE.matcher(source.lineText(line));
            if (found.find()) {
                int from = source.lineStart(line) + found.start(1);
                int to =
                        source.lineStart(line)
                                + found.group().stripTrailing().length()
                                + found.start();
                return Optional.of(unquotedTemplate(source, source.span(from, to)));
            }
        }
        return Optional.empty();
    }

    private Optional<Diagnostic> characters() {
        if (problem.contains("cannot start any token")
                || (context.equals("while scanning a directive") && charAt(contextAt) == '%')) {
            int at = problem.contains("cannot start") ? problemAt : contextAt;
            int end = lineEnd(at);
            String rest = source.text().substring(at, end);
            String value = SecretMarks.isIn(source.lineText(source.line(at))) ? "…" : rest;
            return Optional.of(
                    error(
                                    ValueCode.RESERVED_CHARACTER,
                                    "a value cannot begin with `"
                                            + rest.substring(0, rest.isEmpty() ? 0 : 1)
                                            + "`",
                                    source.span(at, Math.min(at + 1, length())))
                            .label("YAML keeps this character for itself")
                            .help("put the value into quotes: " + quoted(value)));
        }
        return Optional.empty();
    }

    private Optional<Diagnostic> colons() {
        boolean values = problem.startsWith("mapping values are not allowed");
        boolean expected = problem.startsWith("could not find expected");
        if (!values && !expected) {
            return Optional.empty();
        }
        for (int line : lines()) {
            Matcher key = NO_SPACE.matcher(source.lineText(line));
            if (key.matches() && !key.group(3).startsWith("/")) {
                int start = source.lineStart(line);
                return Optional.of(
                        Diagnostic.error(
                                        ValueCode.NO_SPACE_AFTER_COLON,
                                        "no space after the `:`",
                                        source.span(start + key.start(2), start + key.end(2)))
                                .label("a space is missing here")
                                .note("without it, all of this is one text and no key")
                                .help(
                                        "write `"
                                                + key.group(1)
                                                + ": "
                                                + (SecretMarks.isIn(key.group())
                                                        ? "…"
                                                        : shown(key.group(3)))
                                                + "`"));
            }
        }
        int start = lineStart(problemAt);
        String line = source.lineText(source.line(problemAt));
        if (values) {
            Matcher before = KEY_AND_VALUE.matcher(line);
            if (before.matches() && start + before.start(1) <= problemAt) {
                String value = SecretMarks.isIn(line) ? "…" : before.group(1).stripTrailing();
                return Optional.of(
                        error(
                                        ValueCode.COLON_IN_VALUE,
                                        "`: ` inside of a value that is not quoted",
                                        source.span(problemAt, Math.min(problemAt + 1, length())))
                                .label("YAML takes this for a second key on the line")
                                .help("put the value into quotes: " + quoted(value)));
            }
            return Optional.of(
                    above(
                            error(
                                            ValueCode.INDENTATION,
                                            "a key where none can stand",
                                            source.span(indentEnd(problemAt), problemAt))
                                    .label("its indentation fits none of the lines above")
                                    .help("keys of one mapping begin in the same column")));
        }
        return Optional.of(
                error(
                                ValueCode.MISSING_COLON,
                                "a key without `:`",
                                source.span(contextAt, lineEnd(contextAt)))
                        .label("taken for a key, because keys stand next to it")
                        .help(
                                "write `key: value`; indent it deeper if it belongs to the text above"));
    }

    private Optional<Diagnostic> brackets() {
        boolean flow = context.startsWith("while parsing a flow");
        if (!flow) {
            return Optional.empty();
        }
        int bracket = bracketBefore(problemAt);
        Span open = source.span(bracket, Math.min(bracket + 1, length()));
        if (problemAt >= source.text().stripTrailing().length()
                || problem.contains("<stream end>")) {
            return Optional.of(
                    Diagnostic.error(
                                    ValueCode.UNCLOSED_BRACKET,
                                    "`" + open.text() + "` is never closed",
                                    open)
                            .label("opened here")
                            .help("close it with `" + (open.text().equals("[") ? "]" : "}") + "`"));
        }
        return Optional.of(
                error(
                                ValueCode.UNCLOSED_BRACKET,
                                "`,` or `" + (open.text().equals("[") ? "]" : "}") + "` is missing",
                                source.span(problemAt, Math.min(problemAt + 1, length())))
                        .label("before this")
                        .related(open, "opened here")
                        .help("a text with brackets or commas in it must be quoted"));
    }

    private Optional<Diagnostic> indentation() {
        Span here = source.span(problemAt, Math.max(problemAt, lineEnd(problemAt)));
        if (problem.startsWith("sequence entries are not allowed")) {
            return Optional.of(
                    error(ValueCode.INDENTATION, "a list item where none can stand", here)
                            .help("put each `- item` on a line of its own, in one column")
                            .help("if it is a text that begins with `-`, quote it"));
        }
        if (problem.startsWith("mapping keys are not allowed")) {
            return Optional.of(
                    error(ValueCode.RESERVED_CHARACTER, "a `?` where no key can stand", here)
                            .help("if it is a text that begins with `?`, quote it"));
        }
        if (!problem.startsWith("expected <block end>")
                && !problem.startsWith("expected '<document start>'")) {
            return Optional.empty();
        }
        char c = charAt(problemAt);
        if (c == ':') {
            return Optional.of(
                    error(
                                    ValueCode.KEY_NOT_TEXT,
                                    "a key is missing",
                                    source.span(problemAt, problemAt + 1))
                            .label("nothing stands before the `:`"));
        }
        if (c == '}' || c == ']' || c == ',') {
            return Optional.of(
                    error(
                                    ValueCode.UNCLOSED_BRACKET,
                                    "`" + c + "` without an opening bracket",
                                    source.span(problemAt, problemAt + 1))
                            .help("remove it, or quote the value that it belongs to"));
        }
        Diagnostic wrong =
                error(ValueCode.INDENTATION, "this does not fit what stands above it", here)
                        .label("in column " + source.column(problemAt));
        if (problem.startsWith("expected <block end>")) {
            String kind = context.contains("mapping") ? "mapping" : "list";
            wrong =
                    wrong.related(
                            source.span(contextAt, contextAt),
                            "the " + kind + " begins here, in column " + source.column(contextAt));
        }
        return Optional.of(
                wrong.help("what belongs together begins in the same column; indent with spaces"));
    }

    /** Anchors, aliases, tags and block scalars: characters with a meaning, often not meant. */
    private Optional<Diagnostic> marks() {
        char c = charAt(contextAt);
        if (context.startsWith("while scanning an") && (c == '*' || c == '&')) {
            return Optional.of(
                    error(
                                    ValueCode.RESERVED_CHARACTER,
                                    "`" + c + "` begins a name here",
                                    source.span(contextAt, Math.min(contextAt + 1, length())))
                            .label(c == '*' ? "taken for an alias" : "taken for an anchor")
                            .help(
                                    "if it is a text, put it into quotes: "
                                            + quoted(
                                                    source.text()
                                                            .substring(
                                                                    contextAt,
                                                                    lineEnd(contextAt)))));
        }
        if (context.startsWith("while scanning a tag")
                || problem.startsWith("found undefined tag handle")) {
            int at = c == '!' ? contextAt : problemAt;
            return Optional.of(
                    error(ValueCode.TAG, "this is no tag", source.span(at, lineEnd(at)))
                            .note("known are `!secret`, `!unsafe` and `!!str`")
                            .help("if the text begins with `!`, quote it"));
        }
        if (context.startsWith("while scanning a block scalar")) {
            return Optional.of(
                    error(
                                    ValueCode.YAML_SYNTAX,
                                    "text on the line of a `|` or `>`",
                                    source.span(problemAt, lineEnd(problemAt)))
                            .label("the text begins on the next line, indented")
                            .help("if the text itself begins with `|` or `>`, quote it"));
        }
        if (problem.startsWith("expected the node content")) {
            return Optional.of(
                    error(
                                    ValueCode.YAML_SYNTAX,
                                    "a value is missing",
                                    source.span(problemAt, Math.min(problemAt + 1, length())))
                            .label("before this")
                            .help("if the text begins with this character, quote it"));
        }
        return Optional.empty();
    }

    /** With the line above, where that is what the indentation is measured by. */
    private Diagnostic above(Diagnostic wrong) {
        int[] lines = lines();
        if (lines.length < 2 || !KEY_AND_VALUE.matcher(source.lineText(lines[1])).matches()) {
            return wrong;
        }
        int start = source.lineStart(lines[1]);
        String text = source.lineText(lines[1]).stripTrailing();
        int indent = text.length() - text.stripLeading().length();
        return wrong.related(
                source.span(start + indent, start + text.length()), "this has its value already");
    }

    private Diagnostic unknown() {
        if (problem.startsWith("found incompatible")
                || problem.startsWith("found duplicate YAML")) {
            return error(
                            ValueCode.YAML_SYNTAX,
                            "a `%YAML` line that is not understood",
                            source.span(problemAt, lineEnd(problemAt)))
                    .help("remove this line: files are read as YAML 1.1");
        }
        return error(
                        ValueCode.YAML_SYNTAX,
                        context.contains("directive")
                                ? "a `%` line that is no YAML directive"
                                : "this cannot be read as YAML",
                        source.span(problemAt, Math.min(problemAt + 1, length())))
                .help("quote texts that begin with or contain special characters");
    }

    private static Diagnostic error(Code code, String title, Span span) {
        return Diagnostic.error(code, title, span);
    }

    /** The parser's own, where it names one; else the last one before the problem. */
    private int bracketBefore(int at) {
        if (charAt(contextAt) == '[' || charAt(contextAt) == '{') {
            return contextAt;
        }
        int i = Math.min(at, length()) - 1;
        while (i > 0 && charAt(i) != '[' && charAt(i) != '{') {
            i--;
        }
        return Math.max(i, 0);
    }

    /** The line of the problem, the last one before it that is not blank, and the context's. */
    private int[] lines() {
        int last = source.line(problemAt);
        int before = last - 1;
        while (before > 1 && source.lineText(before).isBlank()) {
            before--;
        }
        int first = source.line(contextAt);
        return first < before && before > 0
                ? new int[] {last, before, first}
                : before > 0 ? new int[] {last, before} : new int[] {last};
    }

    private static String quoted(String text) {
        String shown = shown(text.strip());
        return shown.contains("\"") ? "'" + shown.replace("'", "''") + "'" : "\"" + shown + "\"";
    }

    private static String shown(String text) {
        int comment = text.indexOf(" #");
        String value = (comment > 0 ? text.substring(0, comment) : text).strip();
        if (SecretMarks.isIn(value)) {
            return "…";
        }
        return value.length() > 60
                ? value.substring(
                                0,
                                value.offsetByCodePoints(
                                        0, Math.min(50, value.codePointCount(0, value.length()))))
                        + "…"
                : value;
    }

    private int length() {
        return source.text().length();
    }

    private char charAt(int at) {
        return at < length() ? source.text().charAt(at) : '\0';
    }

    private int lineStart(int at) {
        return source.lineStart(source.line(at));
    }

    private int indentEnd(int at) {
        int i = lineStart(at);
        while (i < at && charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private int lineEnd(int at) {
        int end = lineStart(at) + source.lineText(source.line(at)).stripTrailing().length();
        return Math.max(at, end);
    }
}
