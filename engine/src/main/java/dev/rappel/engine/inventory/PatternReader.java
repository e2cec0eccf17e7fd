package dev.rappel.engine.inventory;

import dev.rappel.engine.inventory.Pattern.Names;
import dev.rappel.engine.inventory.Pattern.Part;
import dev.rappel.engine.inventory.Pattern.Positions;
import dev.rappel.engine.inventory.Pattern.Sign;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

/**
 * Reads host patterns by Ansible's rules, but refuses those of which Ansible quietly makes
 * something else: a broken regular expression, an empty pattern or {@code 2001:*} there select
 * every host.
 */
final class PatternReader {
    private static final java.util.regex.Pattern SUBSCRIPT =
            java.util.regex.Pattern.compile(
                    "(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9}):([0-9]{0,9}))\\]");

    private static final java.util.regex.Pattern BRACKETS =
            java.util.regex.Pattern.compile(".+\\[([^\\[\\]]*)\\]");

    /** A stretch of the text. */
    private record Piece(int from, int to) {}

    private final String text;
    private final Places places;
    private final Problems problems;
    private boolean wrong;

    PatternReader(String text, Places places, Problems problems) {
        this.text = text;
        this.places = places;
        this.problems = problems;
    }

    Optional<Pattern> read() {
        if (text.isBlank()) {
            report(
                    InventoryCode.EMPTY_PATTERN,
                    0,
                    text.length(),
                    "an empty pattern selects no hosts",
                    "name hosts or groups, or `all`");
            return Optional.empty();
        }
        if (text.length() > Pattern.LONGEST) {
            report(
                    InventoryCode.TOO_LARGE,
                    0,
                    text.length(),
                    "a pattern of more than " + Pattern.LONGEST + " characters",
                    "put the names into a file, one a line, and write `--limit @file`");
            return Optional.empty();
        }
        boolean commas = text.indexOf(',') >= 0;
        List<Part> parts = new ArrayList<>();
        for (Piece piece : commas ? atCommas() : atColons()) {
            part(piece, commas).ifPresent(parts::add);
        }
        if (!wrong && parts.isEmpty()) {
            report(
                    InventoryCode.EMPTY_PATTERN,
                    0,
                    text.length(),
                    "an empty pattern selects no hosts",
                    "name hosts or groups, or `all`");
        }
        if (!commas) {
            everything(parts);
        }
        return wrong ? Optional.empty() : Optional.of(new Pattern(text, parts));
    }

    /** One line of a limit file, which is a single part. */
    Optional<Part> single() {
        Optional<Part> part = part(trimmed(0, text.length()), true);
        return wrong ? Optional.empty() : part;
    }

    private void report(InventoryCode code, int from, int to, String title, String help) {
        wrong = true;
        problems.add(Diagnostic.error(code, title, places.at(from, to)).help(help));
    }

    private Piece trimmed(int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Piece(begin, end);
    }

    /** Empty pieces between commas mean nothing, as in {@code h1,h2,}. */
    private List<Piece> atCommas() {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            Piece piece = trimmed(from, to);
            if (piece.from() < piece.to()) {
                pieces.add(piece);
            }
            from = to + 1;
        }
        return pieces;
    }

    private List<Piece> atColons() {
        Piece whole = trimmed(0, text.length());
        String inner = text.substring(whole.from(), whole.to());
        if (HostName.isIpv6(inner)) {
            return List.of(whole);
        }
        HostName split = HostName.split(inner);
        if (!split.port().isEmpty()
                && HostName.objection(withoutBrackets(split.name())).isEmpty()) {
            report(
                    InventoryCode.AMBIGUOUS_PATTERN,
                    whole.from(),
                    whole.to(),
                    "`" + inner + "` looks like a host with a port, and a pattern has no port",
                    "write `"
                            + split.name()
                            + "`; or with a comma, if `"
                            + split.port()
                            + "` is a name: `"
                            + split.name()
                            + ","
                            + split.port()
                            + "`");
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        int from = whole.from();
        int at = from;
        while (at <= whole.to()) {
            if (at == whole.to() || text.charAt(at) == ':') {
                Piece piece = trimmed(from, at);
                if (piece.from() == piece.to()) {
                    report(
                            InventoryCode.AMBIGUOUS_PATTERN,
                            whole.from(),
                            whole.to(),
                            "there is an empty part in `" + inner + "`",
                            inner.contains("::")
                                    ? "if this is an IPv6 address, write a comma behind it: `"
                                            + inner
                                            + ",`"
                                    : "take the `:` away that has nothing beside it");
                    return List.of();
                }
                pieces.add(piece);
                from = at + 1;
            } else if (text.charAt(at) == '[') {
                int close = text.indexOf(']', at);
                at = close < 0 ? at : close;
            }
            at++;
        }
        return pieces;
    }

    private static String withoutBrackets(String name) {
        return name.replaceAll("\\[[^\\]]*\\]", "x");
    }

    private Optional<Part> part(Piece piece, boolean commas) {
        int from = piece.from();
        Sign sign =
                switch (text.charAt(from)) {
                    case '&' -> Sign.ALSO_IN;
                    case '!' -> Sign.NOT_IN;
                    default -> Sign.ADD;
                };
        if (sign != Sign.ADD) {
            from++;
        }
        String name = text.substring(from, piece.to());
        if (name.isBlank() || name.startsWith("!") || name.startsWith("&")) {
            report(
                    InventoryCode.EMPTY_PATTERN,
                    piece.from(),
                    piece.to(),
                    "there is no name behind `" + text.charAt(piece.from()) + "`",
                    "write the name of a host or group right behind it");
            return Optional.empty();
        }
        if (name.startsWith("~")) {
            return regex(sign, name, from, piece, commas);
        }
        if (!plain(name, from, piece, commas)) {
            return Optional.empty();
        }
        Matcher subscript = SUBSCRIPT.matcher(name);
        if (subscript.matches()) {
            return positions(subscript, from, piece)
                    .map(positions ->
                            made(sign, subscript.group(1), Optional.of(positions), piece));
        }
        return positionLike(name, from, piece)
                ? Optional.empty()
                : Optional.of(made(sign, name, Optional.empty(), piece));
    }

    private Part made(Sign sign, String name, Optional<Positions> positions, Piece piece) {
        Names names = Glob.isGlob(name) ? new Names.Like(name) : new Names.Exactly(name);
        return new Part(sign, name, names, positions, places.at(piece.from(), piece.to()));
    }

    private Optional<Part> regex(Sign sign, String name, int from, Piece piece, boolean commas) {
        String regex = name.substring(1);
        try {
            if (regex.isEmpty()) {
                throw new PatternSyntaxException("it is empty and matches every name", regex, -1);
            }
            NameRegex.of(regex);
            return Optional.of(
                    new Part(
                            sign,
                            name,
                            new Names.Matching(regex),
                            Optional.empty(),
                            places.at(piece.from(), piece.to())));
        } catch (PatternSyntaxException e) {
            wrong = true;
            int index = Math.clamp(e.getIndex(), 0, Math.max(0, regex.length() - 1));
            Diagnostic bad =
                    Diagnostic.error(
                                    InventoryCode.BAD_REGEX,
                                    "`" + name + "` is not a regular expression",
                                    places.at(Math.min(from + 1 + index, piece.to()), piece.to()))
                            .note(e.getDescription());
            boolean split = !commas && text.indexOf(':') >= 0;
            problems.add(
                    split
                            ? bad.help(
                                    "`:` divides a pattern, inside an expression too; a pattern with a"
                                            + " comma is divided only there: `~expression,`")
                            : bad.help(
                                    "write `~` and a regular expression, such as `~web[0-9]+$`"));
            return Optional.empty();
        }
    }

    /** Whether a name can be looked up: no blanks, no stray separators, brackets in pairs. */
    private boolean plain(String name, int from, Piece piece, boolean commas) {
        if (name.chars().anyMatch(Character::isWhitespace)) {
            report(
                    InventoryCode.AMBIGUOUS_PATTERN,
                    piece.from(),
                    piece.to(),
                    "there is a blank in `" + name + "`",
                    "divide names by commas: `" + name.strip().replaceAll("\\s+", ",") + "`");
            return false;
        }
        int open = name.indexOf('[');
        if ((open >= 0 && name.indexOf(']', open) < 0) || (open < 0 && name.indexOf(']') >= 0)) {
            int at = open >= 0 ? open : name.indexOf(']');
            report(
                    InventoryCode.BAD_POSITION,
                    from + at,
                    from + at + 1,
                    "a bracket without its other half",
                    "write `name[0]`, `name[0:2]` or a set of characters such as `web[abc]`");
            return false;
        }
        boolean colon = withoutBrackets(name).indexOf(':') >= 0 && !HostName.isIpv6(name);
        if (commas && colon && !isIpv6Glob(name)) {
            report(
                    InventoryCode.AMBIGUOUS_PATTERN,
                    piece.from(),
                    piece.to(),
                    "`:` and `,` divide this pattern both",
                    "use commas only: `" + text.strip().replace(':', ',') + "`");
            return false;
        }
        return true;
    }

    /** Parts of an address around {@code *} and {@code ?}; only a comma can make it one part. */
    private static boolean isIpv6Glob(String name) {
        return Glob.isGlob(name)
                && name.chars()
                        .allMatch(c -> Character.digit(c, 16) >= 0 || ":*?[].-!".indexOf(c) >= 0);
    }

    private Optional<Positions> positions(Matcher subscript, int from, Piece piece) {
        if (subscript.group(2) != null) {
            int at = Integer.parseInt(subscript.group(2));
            return Optional.of(new Positions(at, Optional.of(at), true));
        }
        int first = Integer.parseInt(subscript.group(3));
        if (subscript.group(4).isEmpty()) {
            return Optional.of(new Positions(first, Optional.empty(), false));
        }
        int last = Integer.parseInt(subscript.group(4));
        if (last < first) {
            report(
                    InventoryCode.BAD_POSITION,
                    from + subscript.end(1),
                    piece.to(),
                    "the positions run backwards",
                    "write the smaller one first: `[" + last + ":" + first + "]`");
            return Optional.empty();
        }
        return Optional.of(new Positions(first, Optional.of(last), false));
    }

    /** Brackets at the end that look like positions but would be a set of characters. */
    private boolean positionLike(String name, int from, Piece piece) {
        Matcher brackets = BRACKETS.matcher(name);
        if (!brackets.matches()) {
            return false;
        }
        String inner = brackets.group(1);
        int at = from + brackets.start(1) - 1;
        String base = name.substring(0, brackets.start(1) - 1);
        if (inner.matches("[0-9]+-[0-9]*")) {
            report(
                    InventoryCode.BAD_POSITION,
                    at,
                    piece.to(),
                    "`[" + inner + "]` may mean positions or characters",
                    "for positions write `"
                            + base
                            + "["
                            + inner.replace('-', ':')
                            + "]`, for characters `~"
                            + base
                            + "["
                            + inner
                            + "]$`");
            return true;
        }
        if (inner.indexOf(':') >= 0) {
            report(
                    InventoryCode.BAD_POSITION,
                    at,
                    piece.to(),
                    "`[" + inner + "]` are not positions",
                    inner.startsWith(":") && inner.substring(1).matches("[0-9]+")
                            ? "write the first one too: `" + base + "[0" + inner + "]`"
                            : "write numbers from 0: `[0]`, `[0:2]`, `[1:]`, `[-1]`; a set of characters is"
                                    + " written without `:`, such as `[abc]`");
            return true;
        }
        if (inner.isEmpty() || inner.matches("-?[0-9]+")) {
            report(
                    InventoryCode.BAD_POSITION,
                    at,
                    piece.to(),
                    "`[" + inner + "]` is not a position",
                    "write a number from 0, such as `[0]`");
            return true;
        }
        return false;
    }

    /** {@code 2001:*} is meant as an address, and would be everything. */
    private void everything(List<Part> parts) {
        List<Part> added = parts.stream().filter(part -> part.sign() == Sign.ADD).toList();
        for (Part part : added) {
            if (added.size() > 1
                    && !part.text().isEmpty()
                    && part.text().matches("[*?]*\\*[*?]*")) {
                wrong = true;
                problems.add(
                        Diagnostic.error(
                                        InventoryCode.AMBIGUOUS_PATTERN,
                                        "`" + part.text() + "` as one part selects every host",
                                        part.span())
                                .note("`:` divides the parts of a pattern")
                                .help(
                                        "to match IPv6 addresses write a comma behind the pattern: `"
                                                + text.strip()
                                                + ",`; for every host write `all`"));
            }
        }
    }
}
