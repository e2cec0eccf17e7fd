package dev.rappel.engine.template;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a template into its parts. We read the text ourselves and hand the parts to Mustache.java,
 * whose own reader knows lines but no columns, drops a carriage return that stands alone, and stops
 * at the first mistake.
 *
 * <p>As the Mustache specification says, a section tag, a comment or a change of delimiters that
 * stands alone on its line takes the whole line with it.
 */
final class Parser {
    /** Sections within sections; nobody needs more, and rendering goes as deep. */
    static final int MAX_DEPTH = 50;

    /** After so many tags without an end the rest is not looked at; the first ones matter. */
    private static final int MOST_UNCLOSED = 20;

    private static final int LONGEST_NAME = 200;

    private static final Pattern NAME =
            Pattern.compile("\\.|[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*");

    private final String text;
    private final Place place;
    private final Problems problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private Delimiters delimiters = Delimiters.DEFAULT;
    private final Map<String, Integer> closings = new HashMap<>();
    private int at;
    private int unclosed;
    private boolean stopped;

    Parser(String text, Place place, Problems problems) {
        this.text = text;
        this.place = place;
        this.problems = problems;
        open.push(new Open(new Part.Name("", 0, 0), false, new ArrayList<>()));
    }

    /** A section whose end has not been read yet, the outermost being the template itself. */
    private record Open(Part.Name name, boolean inverted, List<Part> parts) {}

    /**
     * One tag.
     *
     * @param sigil the sign after the delimiter; a space for none
     * @param from offset of the opening delimiter
     * @param to offset after the closing one
     * @param inner offset of what stands between sigil and end
     */
    private record Tag(char sigil, int from, int to, int inner, String content) {}

    List<Part> parse() {
        while (at < text.length()) {
            stopped |= unclosed >= MOST_UNCLOSED;
            int start = stopped ? -1 : text.indexOf(delimiters.open(), at);
            int end = start < 0 ? text.length() : start;
            if (start < 0) {
                literal(at, end);
                break;
            }
            Optional<Tag> tag = tag(start);
            if (tag.isEmpty()) {
                literal(at, end);
                at = start + delimiters.open().length();
                continue;
            }
            use(tag.get());
        }
        while (open.size() > 1) {
            Open section = open.pop();
            problems.add(
                    error(
                                    TemplateCode.UNCLOSED_SECTION,
                                    "the section `" + section.name.path() + "` is never closed",
                                    section.name.from(),
                                    section.name.to())
                            .help("write `{{/" + section.name.path() + "}}` where it ends"));
            close(section);
        }
        return open.element().parts;
    }

    private Optional<Tag> tag(int start) {
        int after = start + delimiters.open().length();
        char sign = after < text.length() ? text.charAt(after) : ' ';
        boolean triple = sign == '{' && delimiters.areDefault();
        boolean known = triple || "#^/!>&=<$".indexOf(sign) >= 0;
        String close =
                triple
                        ? "}" + delimiters.close()
                        : sign == '=' ? "=" + delimiters.close() : delimiters.close();
        int inner = known ? after + 1 : after;
        int end = closing(close, inner);
        int next = sign == '!' || sign == '=' ? -1 : text.indexOf(delimiters.open(), inner);
        if (end < 0 || (next >= 0 && next < end)) {
            unclosed(start, Math.max(next, after), close);
            stopped = end < 0;
            return Optional.empty();
        }
        String content = text.substring(inner, end);
        return Optional.of(
                new Tag(known ? sign : ' ', start, end + close.length(), inner, content));
    }

    /** Remembers what it found, or many open tags with one far end would take for ever. */
    private int closing(String close, int from) {
        int known = closings.getOrDefault(close, -1);
        if (known < from) {
            known = text.indexOf(close, from);
            closings.put(close, known);
        }
        return known;
    }

    private void unclosed(int start, int next, String close) {
        int line = text.indexOf('\n', start);
        int stop = line < 0 ? text.length() : line;
        if (next > start + delimiters.open().length()) {
            stop = Math.min(stop, next);
        }
        problems.add(
                error(
                                TemplateCode.UNCLOSED_TAG,
                                "this tag is never closed",
                                start,
                                Math.max(stop, start + delimiters.open().length()))
                        .help(
                                "write `"
                                        + close
                                        + "` after the name; to have `{{` itself in the text,"
                                        + " change the delimiters: `{{=<% %>=}}`"));
        unclosed++;
    }

    private void use(Tag tag) {
        boolean alone = "#^/!=".indexOf(tag.sigil) >= 0 && standsAlone(tag);
        literal(at, alone ? lineStart(tag.from) : tag.from);
        at = alone ? nextLine(tag.to) : tag.to;
        switch (tag.sigil) {
            case '!' -> {}
            case '=' -> change(tag);
            case '>', '<', '$' -> refusePartial(tag);
            case '/' -> end(tag);
            case '#', '^' ->
                    name(tag)
                            .ifPresentOrElse(
                                    n -> open(n, tag.sigil == '^'),
                                    () -> open(broken(tag), tag.sigil == '^'));
            default -> name(tag).ifPresent(n -> add(new Part.Value(n)));
        }
    }

    /** The name of a tag that has none, so that its end is still found. */
    private static Part.Name broken(Tag tag) {
        return new Part.Name(tag.content.strip(), tag.from, tag.to);
    }

    private void open(Part.Name name, boolean inverted) {
        if (open.size() == MAX_DEPTH + 1) {
            problems.add(
                    error(
                            TemplateCode.TOO_DEEP,
                            "more than " + MAX_DEPTH + " sections stand within each other",
                            name.from(),
                            name.to()));
        }
        open.push(new Open(name, inverted, new ArrayList<>()));
    }

    private void end(Tag tag) {
        String name = tag.content.strip();
        Open section = open.element();
        if (open.size() > 1 && section.name.path().equals(name)) {
            close(open.pop());
            return;
        }
        Diagnostic error =
                error(
                        TemplateCode.STRAY_END,
                        open.size() == 1
                                ? "this ends a section that was never begun"
                                : "this ends `"
                                        + name
                                        + "`, but the open section is `"
                                        + section.name.path()
                                        + "`",
                        tag.from,
                        tag.to);
        if (open.size() > 1) {
            error = error.related(place.span(section.name.from(), section.name.to()), "begun here");
        }
        problems.add(error);
        boolean outer =
                open.stream().limit(open.size() - 1L).anyMatch(o -> o.name.path().equals(name));
        boolean found = open.size() == 1;
        while (!found) {
            Open inner = open.pop();
            found = !outer || inner.name.path().equals(name);
            close(inner);
        }
    }

    private void close(Open section) {
        add(new Part.Section(section.name, section.inverted, section.parts));
    }

    private void change(Tag tag) {
        Delimiters.read(tag.content)
                .ifPresentOrElse(
                        changed -> delimiters = changed,
                        () ->
                                problems.add(
                                        error(
                                                        TemplateCode.BAD_DELIMITERS,
                                                        "these cannot be delimiters",
                                                        tag.from,
                                                        tag.to)
                                                .help(
                                                        "write two words with a space between:"
                                                                + " `{{=<% %>=}}`")));
    }

    private void refusePartial(Tag tag) {
        problems.add(
                error(
                                TemplateCode.PARTIAL,
                                "a template cannot take in another one",
                                tag.from,
                                tag.to)
                        .note("what a template needs must be in the template, where it is checked")
                        .help("put the text here, or into a variable"));
    }

    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    private Optional<Part.Name> name(Tag tag) {
        String name = tag.content.strip();
        int from = tag.inner + tag.content.indexOf(name);
        if (isName(name)) {
            return Optional.of(new Part.Name(name, from, from + name.length()));
        }
        Span span =
                name.isEmpty()
                        ? place.span(tag.from, tag.to)
                        : place.span(from, from + name.length());
        problems.add(Habits.in(name, span));
        return Optional.empty();
    }

    private void literal(int from, int to) {
        if (from >= to) {
            return;
        }
        String piece = text.substring(from, to);
        if (delimiters.areDefault()) {
            Habits.inText(piece, (start, end) -> place.span(from + start, from + end), problems);
        }
        add(new Part.Literal(piece));
    }

    private void add(Part part) {
        open.element().parts.add(part);
    }

    private boolean standsAlone(Tag tag) {
        return lineStart(tag.from) >= 0 && nextLine(tag.to) >= 0;
    }

    /** The start of the line if only blanks stand between, or -1; never before the last tag. */
    private int lineStart(int offset) {
        int start = offset;
        while (start > at && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        return start == 0 || text.charAt(start - 1) == '\n' ? start : -1;
    }

    /** The start of the next line if only blanks stand between, or -1. */
    private int nextLine(int offset) {
        int end = offset;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        if (text.startsWith("\r\n", end)) {
            return end + 2;
        }
        if (end == text.length()) {
            return end;
        }
        return text.charAt(end) == '\n' ? end + 1 : -1;
    }

    private Diagnostic error(TemplateCode code, String title, int from, int to) {
        return Diagnostic.error(code, title, place.span(from, to));
    }
}
