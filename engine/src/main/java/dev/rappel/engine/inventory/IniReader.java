package dev.rappel.engine.inventory;

import dev.rappel.engine.inventory.Draft.DraftGroup;
import dev.rappel.engine.inventory.Draft.DraftHost;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ansible's INI inventories: hosts first or under {@code [group]}, groups under {@code
 * [group:children]}, variables under {@code [group:vars]}.
 */
final class IniReader {
    private static final Pattern SECTION =
            Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?");
    private static final Pattern GROUP = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");

    private enum State {
        HOSTS,
        CHILDREN,
        VARS,
        /** Under a section that is wrong: what stands there would only give more errors. */
        SKIP
    }

    /** A group that was named as a child, or has variables, and is not defined so far. */
    private record Pending(State state, Span place, List<DraftGroup> parents) {}

    private final Source source;
    private final Draft draft;
    private final Problems problems;
    private final SequencedMap<String, Pending> pending = new LinkedHashMap<>();
    private DraftGroup group;
    private State state = State.HOSTS;
    private boolean hidden;

    private IniReader(Source source, Draft draft) {
        this.source = source;
        this.draft = draft;
        this.problems = draft.problems;
        this.group = draft.known(Group.UNGROUPED);
    }

    static void read(Source source, Draft draft) {
        new IniReader(source, draft).read();
    }

    private void read() {
        for (int number = 1; number <= source.lineCount(); number++) {
            Span line = stripped(number);
            if (line.start() == line.end() || isComment(line)) {
                continue;
            }
            String text = line.text();
            Matcher section = SECTION.matcher(text);
            if (section.matches()) {
                section(line, section);
            } else if (text.startsWith("[") && text.endsWith("]")) {
                hideLines();
                badSection(line);
            } else {
                switch (state) {
                    case HOSTS -> host(line);
                    case CHILDREN -> child(line);
                    case VARS -> variable(line);
                    case SKIP -> {}
                }
            }
        }
        pending.forEach(this::undefined);
    }

    private Span stripped(int number) {
        int start = source.lineStart(number);
        String text = source.lineText(number);
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return source.span(start + from, start + to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private boolean isComment(Span line) {
        char first = source.text().charAt(line.start());
        return first == '#' || first == ';';
    }

    private void section(Span line, Matcher section) {
        String name = section.group(1);
        Span place = line.part(section.start(1), section.end(1));
        String kind = section.group(2);
        if (kind == null) {
            state = State.HOSTS;
        } else if (kind.equals("children")) {
            state = State.CHILDREN;
        } else if (kind.equals("vars")) {
            state = State.VARS;
        } else {
            state = State.SKIP;
            hideLines();
            Span bad = line.part(section.start(2), section.end(2));
            Diagnostic unknown =
                    Diagnostic.error(
                            InventoryCode.BAD_SECTION,
                            "there is no kind of section called `" + kind + "`",
                            bad);
            problems.add(
                    isDigits(kind)
                            ? unknown.help(
                                    "a host's name with a port stands without brackets: `"
                                            + name
                                            + ":"
                                            + kind
                                            + "`")
                            : unknown.help(
                                    "write `["
                                            + name
                                            + "]`, `["
                                            + name
                                            + ":children]` or `["
                                            + name
                                            + ":vars]`"));
            return;
        }
        if (!draft.hasGroup(name) && state == State.VARS && !pending.containsKey(name)) {
            pending.put(name, new Pending(State.VARS, place, new ArrayList<>()));
        }
        group = draft.group(name, place);
        Pending waiting = pending.get(name);
        if (waiting != null && state != State.VARS) {
            if (waiting.state() == State.CHILDREN) {
                attach(name, waiting);
            } else {
                pending.remove(name);
            }
        }
    }

    /** A child becomes one where its own section begins, which gives the order of the children. */
    private void attach(String child, Pending waiting) {
        pending.remove(child);
        for (DraftGroup parent : waiting.parents()) {
            draft.child(parent, child, waiting.place());
        }
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void badSection(Span line) {
        state = State.SKIP;
        String inner = line.text().substring(1, line.text().length() - 1);
        Diagnostic bad =
                Diagnostic.error(
                        InventoryCode.BAD_SECTION,
                        "`" + line.text() + "` is not the name of a section",
                        line);
        problems.add(
                HostName.isIpv6(inner)
                        ? bad.note("a line in brackets begins a section")
                                .help(
                                        "write the address without brackets: `"
                                                + inner
                                                + "`; brackets are for a port: `["
                                                + inner
                                                + "]:22`")
                        : bad.note("there can be no blanks in it, and one `:` at most")
                                .help("write `[group]`, `[group:children]` or `[group:vars]`"));
    }

    private void host(Span line) {
        HostWords split = HostWords.split(line);
        if (split.unclosed().isPresent()) {
            hideLines();
            boolean quote = !split.unclosed().get().text().equals("\\");
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_HOST_LINE,
                                    quote
                                            ? "this quote is never closed"
                                            : "there is nothing behind this backslash",
                                    split.unclosed().get())
                            .note("a host's line is split like a line of a shell, and ends with it")
                            .help(
                                    quote
                                            ? "close the quote on the same line, or write a backslash"
                                                    + " before it"
                                            : "take it away, or write two of them"));
            return;
        }
        HostWords.Word name = split.words().getFirst();
        split.words().forEach(IniReader::hide);
        split.cut().ifPresent(cut -> cutWarning(split, cut));
        List<DraftHost> hosts = draft.hosts(name.text(), name::part, group);
        Map<String, Span> seen = new LinkedHashMap<>();
        for (HostWords.Word word : split.words().subList(1, split.words().size())) {
            if (word.text().indexOf('=') <= 0) {
                badWord(split, word, line);
                return;
            }
            hostVariable(word, hosts, seen);
        }
    }

    /** Once is enough: it looks at the whole file. */
    private void hideLines() {
        if (!hidden) {
            hidden = true;
            SecretNames.hideLines(source);
        }
    }

    private static void hide(HostWords.Word word) {
        int equals = word.text().indexOf('=');
        if (equals > 0) {
            SecretNames.hide(
                    word.text().substring(0, equals), word.part(equals + 1, word.text().length()));
        }
    }

    private void cutWarning(HostWords split, Span cut) {
        HostWords.Word last = split.words().getLast();
        String value = last.text().substring(last.text().indexOf('=') + 1);
        boolean secret =
                SecretNames.contains(
                        last.text().substring(0, Math.max(0, last.text().indexOf('='))));
        if (secret) {
            source.hide(cut.start(), cut.end());
        }
        problems.add(
                Diagnostic.warning(
                                InventoryCode.HASH_IN_VALUE,
                                "what follows `#` is a comment and not part of the value",
                                cut)
                        .note(secret ? "the secret ends before it" : "the value is `" + value + "`")
                        .help(
                                "quote it to keep it: `name=\"a#b\"`; or write a blank before the comment"));
    }

    /** One mistake for the rest of the line: what follows is most likely part of it. */
    private void badWord(HostWords split, HostWords.Word word, Span line) {
        List<HostWords.Word> words = split.words();
        int next = words.indexOf(word) + 1;
        boolean blanks =
                word.text().startsWith("=")
                        || (next < words.size() && words.get(next).text().startsWith("="));
        String help;
        if (blanks) {
            help = "write no blanks around `=`";
        } else if (word.text().startsWith(";")) {
            help = "`;` begins a comment only at the beginning of a line: write `#`";
        } else {
            help = "write one host a line, and quote values with blanks: `name=\"two words\"`";
        }
        HostWords.Word last = blanks && next < words.size() ? words.getLast() : word;
        hideLines();
        problems.add(
                Diagnostic.error(
                                InventoryCode.BAD_HOST_LINE,
                                "expected `name=value` behind the host",
                                line.source().span(word.span().start(), last.span().end()))
                        .help(help));
    }

    private void hostVariable(HostWords.Word word, List<DraftHost> hosts, Map<String, Span> seen) {
        int equals = word.text().indexOf('=');
        String name = word.text().substring(0, equals);
        String value = word.text().substring(equals + 1);
        Span place = word.part(0, equals);
        Span first = seen.putIfAbsent(name, place);
        if (first != null) {
            problems.add(
                    Diagnostic.warning(
                                    InventoryCode.SET_TWICE,
                                    "`" + name + "` is set twice on this line; the last one counts",
                                    place)
                            .related(first, "first set here"));
        }
        Variable variable =
                variable(name, value, place, word.part(equals + 1, word.text().length()));
        hosts.forEach(host -> draft.set(host, variable));
    }

    private Variable variable(String name, String value, Span namePlace, Span valuePlace) {
        boolean broken =
                (value.startsWith("[") && value.endsWith("]"))
                        || (value.startsWith("{")
                                && value.endsWith("}")
                                && !value.startsWith("{{")
                                && !value.startsWith("{%"));
        Value read =
                PythonLiteral.literal(value)
                        .orElseGet(() -> {
                            if (broken && !SecretNames.contains(name)) {
                                problems.add(brokenLiteral(value, valuePlace));
                            }
                            return new Value.Text(value);
                        });
        VariableName.check(name, namePlace, problems);
        SecretNames.hide(name, valuePlace);
        return new Variable(name, SecretNames.guard(name, read), namePlace);
    }

    private static Diagnostic brokenLiteral(String value, Span place) {
        return Diagnostic.warning(
                        InventoryCode.BROKEN_LITERAL,
                        "this looks like a "
                                + (value.startsWith("[") ? "list" : "mapping")
                                + " but is read as text",
                        place)
                .note(
                        "values follow Python's rules: text inside needs quotes, and it is `True`,"
                                + " `False` and `None`")
                .help(
                        "write `['a', 1, True]` or `{'key': 'value'}`; on a host's line with double"
                                + " quotes around the whole");
    }

    private void child(Span line) {
        Matcher match = GROUP.matcher(line.text());
        if (!match.matches()) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_SECTION, "expected the name of a group", line)
                            .help(
                                    "under `["
                                            + group.name
                                            + ":children]` stands one group a line,"
                                            + " without variables"));
            return;
        }
        String child = match.group(1);
        Span place = line.part(match.start(1), match.end(1));
        Pending waiting = pending.get(child);
        if (draft.hasGroup(child)) {
            draft.child(group, child, place);
        } else if (waiting == null) {
            pending.put(child, new Pending(State.CHILDREN, place, new ArrayList<>(List.of(group))));
        } else {
            waiting.parents().add(group);
        }
    }

    private void variable(Span line) {
        String text = line.text();
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals).strip();
        if (name.isEmpty()) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_VARIABLE_LINE,
                                    "expected `name = value`",
                                    line)
                            .note("this line stands under `[" + group.name + ":vars]`")
                            .help(
                                    text.contains(":")
                                            ? "write `=` and not `:` between a name and its value"
                                            : "hosts stand under `[" + group.name + "]`"));
            return;
        }
        String rest = text.substring(equals + 1);
        String value = rest.strip();
        int from = equals + 1 + rest.indexOf(value);
        Span place = line.part(from, from + value.length());
        Variable variable = variable(name, value, line.part(0, name.length()), place);
        if (variable.value() instanceof Value.Text(String kept)
                && kept.equals(value)
                && value.contains(" #")) {
            problems.add(
                    Diagnostic.warning(
                                    InventoryCode.HASH_IN_VALUE,
                                    "this `#` is part of the value",
                                    place.part(value.indexOf(" #") + 1, value.length()))
                            .note("under `:vars` a comment stands on a line of its own")
                            .help(
                                    "move the comment to a line above; or quote the value to keep the `#`"));
        }
        draft.set(group, variable);
    }

    private void undefined(String name, Pending waiting) {
        boolean vars = waiting.state() == State.VARS;
        Diagnostic bad =
                Diagnostic.error(
                        InventoryCode.UNDEFINED_GROUP,
                        vars
                                ? "variables for a group `" + name + "` that is not defined"
                                : "there is no group `" + name + "`",
                        waiting.place());
        for (String close : draft.names.closest(name, draft.groups.keySet())) {
            if (!pending.containsKey(close) && !close.equals(name)) {
                bad = bad.help("did you mean `" + close + "`?");
            }
        }
        problems.add(
                bad.help("define it with `[" + name + "]`, in this file or in one read before"));
    }
}
