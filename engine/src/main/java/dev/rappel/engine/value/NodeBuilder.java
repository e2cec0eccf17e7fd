package dev.rappel.engine.value;

import dev.rappel.engine.text.Code;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Makes nodes of parser events, within limits; its recursion is as deep as the depth limit. */
final class NodeBuilder {
    /** Ends the reading of a document that is over a limit. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Diagnostic diagnostic;

        Refused(Diagnostic diagnostic) {
            super(diagnostic.title(), null, false, false);
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    /** What an anchor stands for; no node as long as it is still being built. */
    private record Anchored(Span span, @Nullable Node node, long values) {}

    /** A node, and how many values it has with all aliases in it counted in full. */
    private record Built(Node node, long values) {}

    private final Source source;
    private final Offsets offsets;
    private final Parser parser;
    private final YamlReader.Dialect dialect;
    private final Problems problems;
    private Map<String, Anchored> anchors = new HashMap<>();
    private int aliases;
    private long values;
    private int reached;

    NodeBuilder(
            Source source,
            Offsets offsets,
            Parser parser,
            YamlReader.Dialect dialect,
            Problems problems) {
        this.source = source;
        this.offsets = offsets;
        this.parser = parser;
        this.dialect = dialect;
        this.problems = problems;
    }

    Event peek() {
        return parser.peekEvent();
    }

    Event next() {
        Event event = parser.getEvent();
        reached = offsets.end(event);
        return event;
    }

    /** The end of the last event: where a failure without a position must be near. */
    int reached() {
        return reached;
    }

    Node document() {
        anchors = new HashMap<>();
        return build(0, new Tag.Marks(false, false)).node;
    }

    private Built build(int depth, Tag.Marks outer) {
        Event event = next();
        return switch (event) {
            case AliasEvent alias -> alias(alias);
            case ScalarEvent scalar -> counted(scalar(scalar, outer), 1, scalar);
            case SequenceStartEvent start -> sequence(start, depth + 1, outer);
            case MappingStartEvent start -> mapping(start, depth + 1, outer);
            default -> throw new IllegalArgumentException("no value at " + event.getStartMark());
        };
    }

    private Built counted(Node node, long own, NodeEvent event) {
        values += 1;
        checkValues(values, node.span());
        String anchor = event.getAnchor();
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node.span(), node, own));
        }
        return new Built(node, own);
    }

    private void checkValues(long number, Span at) {
        if (number > YamlReader.MOST_VALUES) {
            throw refused(
                    ValueCode.TOO_MANY_VALUES,
                    "more than " + YamlReader.MOST_VALUES + " values",
                    at,
                    "values that aliases repeat are counted each time");
        }
    }

    private Refused refused(Code code, String title, Span at, String note) {
        SecretMarks.hide(source);
        return new Refused(Diagnostic.error(code, title, at).note(note));
    }

    private Built alias(AliasEvent event) {
        Span span = offsets.span(source, event);
        Anchored target = anchors.get(event.getAnchor());
        Node missing = new Node.Scalar("", Node.Style.PLAIN, false, span);
        if (target == null) {
            Diagnostic unknown =
                    Diagnostic.error(
                                    ValueCode.UNKNOWN_ALIAS,
                                    "no `&"
                                            + Values.shorten(event.getAnchor())
                                            + "` stands above this alias",
                                    span)
                            .label("refers to nothing");
            problems.add(
                    DidYouMean.question(event.getAnchor(), anchors.keySet())
                            .map(unknown::help)
                            .orElse(
                                    unknown.help(
                                            "if it is a text that begins with `*`, quote it: \"*"
                                                    + Values.shorten(event.getAnchor())
                                                    + "\"")));
            return new Built(missing, 1);
        }
        Node node = target.node;
        if (node == null) {
            problems.add(
                    Diagnostic.error(
                                    ValueCode.CONTAINS_ITSELF,
                                    "`&" + Values.shorten(event.getAnchor()) + "` contains itself",
                                    span)
                            .label("this alias stands inside of what it refers to")
                            .related(target.span, "which begins here"));
            return new Built(missing, 1);
        }
        if (!(node instanceof Node.Scalar) && ++aliases > dialect.aliases) {
            throw refused(
                    ValueCode.TOO_MANY_ALIASES,
                    "more than " + dialect.aliases + " aliases",
                    span,
                    "documents that grow without end when they are read are made of aliases");
        }
        values += target.values;
        checkValues(values, span);
        return new Built(node, target.values);
    }

    private Node.Scalar scalar(ScalarEvent event, Tag.Marks outer) {
        int start = contentStart(event, event.getTag() != null);
        Tag.Marks marks = tag(event, event.getTag(), outer, true);
        Node.Style style =
                switch (event.getScalarStyle()) {
                    case SINGLE_QUOTED -> Node.Style.SINGLE_QUOTED;
                    case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Node.Style.DOUBLE_QUOTED;
                    case LITERAL -> Node.Style.LITERAL;
                    case FOLDED -> Node.Style.FOLDED;
                    case PLAIN -> Node.Style.PLAIN;
                };
        int end = trimmed(start, offsets.end(event));
        if (style == Node.Style.PLAIN && Tag.isText(event.getTag())) {
            style = Node.Style.SINGLE_QUOTED;
        }
        Span span = source.span(start, end);
        if (marks.secret()) {
            source.hide(start, end);
        }
        if (event.getAnchor() != null && event.getValue().isEmpty() && start == end) {
            problems.add(
                    Diagnostic.warning(
                                    ValueCode.EMPTY_ANCHOR,
                                    "`&" + Values.shorten(event.getAnchor()) + "` names nothing",
                                    source.span(offsets.start(event), start))
                            .label("nothing follows this anchor, so the value is null")
                            .note("`&name` gives a name to the value after it")
                            .help(
                                    "indent the value below it, remove the anchor, or quote it if"
                                            + " it is a text: \"&"
                                            + event.getAnchor()
                                            + "\""));
        }
        return new Node.Scalar(event.getValue(), style, marks.secret(), marks.verbatim(), span);
    }

    private Tag.Marks tag(NodeEvent event, @Nullable String tag, Tag.Marks outer, boolean scalar) {
        if (tag == null) {
            return outer;
        }
        int start = offsets.start(event);
        return Tag.read(source, start, contentStart(event, true), tag, scalar, outer, problems);
    }

    private Built sequence(SequenceStartEvent event, int depth, Tag.Marks outer) {
        int start = enter(event, event.getTag() != null, depth);
        Tag.Marks marks = tag(event, event.getTag(), outer, false);
        List<Node> items = new ArrayList<>();
        long own = 1;
        while (!peek().is(Event.ID.SequenceEnd)) {
            Built item = build(depth, marks);
            items.add(item.node);
            own += item.values;
        }
        int end = end(next(), event.isFlow(), start);
        return counted(new Node.Sequence(items, source.span(start, end)), own, event);
    }

    private Built mapping(MappingStartEvent event, int depth, Tag.Marks outer) {
        int start = enter(event, event.getTag() != null, depth);
        Tag.Marks marks = tag(event, event.getTag(), outer, false);
        MappingBuilder entries = new MappingBuilder(dialect, problems);
        long own = 1;
        while (!peek().is(Event.ID.MappingEnd)) {
            boolean plain = peek() instanceof ScalarEvent key && key.isPlain();
            int before = problems.size();
            Built key = build(depth, new Tag.Marks(false, marks.verbatim()));
            Built value = build(depth, marks);
            own += key.values + value.values;
            boolean template = isTemplate(start) && event.isFlow();
            if (!template) {
                entries.add(key.node, plain, value.node, problems.size() > before);
            }
        }
        int end = end(next(), event.isFlow(), start);
        Span span = source.span(start, end);
        if (event.isFlow() && isTemplate(start)) {
            problems.add(YamlMistake.unquotedTemplate(source, span));
            Node text =
                    new Node.Scalar(
                            span.text(), Node.Style.DOUBLE_QUOTED, marks.secret(), true, span);
            return counted(text, own, event);
        }
        return counted(new Node.Mapping(entries.entries(), span), own, event);
    }

    private boolean isTemplate(int start) {
        return source.text().startsWith("{{", start);
    }

    private int enter(NodeEvent event, boolean tagged, int depth) {
        int start = contentStart(event, tagged);
        if (depth > YamlReader.DEEPEST) {
            throw refused(
                    ValueCode.TOO_DEEP,
                    "nested deeper than " + YamlReader.DEEPEST + " levels",
                    source.span(start, start),
                    "no playbook or inventory needs that; a broken or hostile generator may");
        }
        if (event.getAnchor() != null) {
            anchors.put(event.getAnchor(), new Anchored(source.span(start, start), null, 0));
        }
        return start;
    }

    /** A flow collection ends at its bracket, a block collection where its last value ends. */
    private int end(Event last, boolean flow, int start) {
        return flow
                ? Math.max(start, offsets.end(last))
                : trimmed(start, Math.max(start, offsets.start(last)));
    }

    /** Without the white space and comment lines at the end, which the parser counts in. */
    private int trimmed(int start, int end) {
        int last = end;
        while (last > start && Character.isWhitespace(source.text().charAt(last - 1))) {
            last--;
        }
        return last;
    }

    /** Where a value itself begins, behind its anchor and its tag. */
    private int contentStart(NodeEvent event, boolean tagged) {
        int at = offsets.start(event);
        if (event.getAnchor() == null && !tagged) {
            return at;
        }
        String text = source.text();
        int limit = event instanceof ScalarEvent ? offsets.end(event) : text.length();
        while (at < limit && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            while (at < limit && !isGap(text.charAt(at))) {
                at++;
            }
            at = skipBlank(text, at, limit);
        }
        return Math.min(at, limit);
    }

    private static boolean isGap(char c) {
        return Character.isWhitespace(c) || c == ',' || c == ']' || c == '}';
    }

    private static int skipBlank(String text, int from, int limit) {
        int at = from;
        while (at < limit) {
            if (text.charAt(at) == '#' && Character.isWhitespace(text.charAt(at - 1))) {
                while (at < limit && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }
}
