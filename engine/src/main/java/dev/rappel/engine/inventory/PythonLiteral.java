package dev.rappel.engine.inventory;

import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The values of an INI inventory: a Python literal is what it says ({@code True}, {@code 42},
 * {@code ['a', 1]}), and everything else is text. So {@code true}, {@code yes} and {@code 0755} are
 * text, {@code 0o755} is 493, and {@code 1.10} is 1.1 that remembers being written {@code 1.10}.
 *
 * <p>The rules are those of Python 3's {@code ast.literal_eval} as Ansible uses it: tuples and sets
 * become lists, {@code ...} is text. Whole numbers beyond 64 bits become decimals that keep how
 * they were written.
 */
final class PythonLiteral {
    private static final int DEEPEST = 50;

    /** Not a literal: the whole is text. It never leaves this class. */
    private static final class NotOne extends Exception {
        private static final long serialVersionUID = 1L;

        NotOne() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;
    private int depth;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** The value, which is the text itself where it is no literal. */
    static Value value(String text) {
        return literal(text).orElseGet(() -> new Value.Text(text));
    }

    /** The value if the text is a literal. */
    static Optional<Value> literal(String text) {
        try {
            return Optional.of(new PythonLiteral(text).whole());
        } catch (NotOne e) {
            return Optional.empty();
        }
    }

    private Value whole() throws NotOne {
        blanks();
        Value first = value();
        blanks();
        if (peek() == ',') {
            List<Value> items = new ArrayList<>();
            items.add(first);
            while (peek() == ',') {
                at++;
                blanks();
                if (atEnd()) {
                    break;
                }
                items.add(value());
                blanks();
            }
            first = new Value.Items(items);
        }
        if (!atEnd()) {
            throw new NotOne();
        }
        return first;
    }

    /** The end, or a comment, which Python allows behind a literal. */
    private boolean atEnd() {
        return at == text.length() || text.charAt(at) == '#';
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\f') {
            at++;
        }
    }

    private Value value() throws NotOne {
        if (++depth > DEEPEST) {
            throw new NotOne();
        }
        blanks();
        Value value =
                switch (peek()) {
                    case '[' -> new Value.Items(items(']'));
                    case '(' -> parenthesised();
                    case '{' -> braced();
                    case '+', '-' -> signed();
                    case '\'', '"' -> strings();
                    case '.' -> text.startsWith("...", at) ? ellipsis() : number(at);
                    default -> Character.isDigit(peek()) ? number(at) : word();
                };
        depth--;
        return value;
    }

    private Value ellipsis() {
        at += 3;
        return new Value.Text("...");
    }

    private List<Value> items(char close) throws NotOne {
        List<Value> items = new ArrayList<>();
        at++;
        blanks();
        while (peek() != close) {
            items.add(value());
            blanks();
            if (peek() == ',') {
                at++;
                blanks();
            } else if (peek() != close) {
                throw new NotOne();
            }
        }
        at++;
        return items;
    }

    /** {@code (5)} is 5, {@code (5,)} and {@code ()} are tuples. */
    private Value parenthesised() throws NotOne {
        int begin = at;
        List<Value> items = items(')');
        if (items.size() != 1) {
            return new Value.Items(items);
        }
        int last = at - 2;
        while (last > begin && " \t\f".indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        return text.charAt(last) == ',' ? new Value.Items(items) : items.getFirst();
    }

    private Value braced() throws NotOne {
        int begin = at++;
        blanks();
        if (peek() == '}') {
            at++;
            return new Value.Fields(new LinkedHashMap<>());
        }
        Value first = value();
        blanks();
        if (peek() != ':') {
            at = begin;
            List<Value> members = items('}');
            for (Value member : members) {
                hashable(member);
            }
            return new Value.Items(members.stream().distinct().toList());
        }
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        Value key = first;
        while (true) {
            at++;
            fields.put(key(key), value());
            blanks();
            if (peek() == ',') {
                at++;
                blanks();
            } else if (peek() != '}') {
                throw new NotOne();
            }
            if (peek() == '}') {
                at++;
                return new Value.Fields(fields);
            }
            key = value();
            blanks();
            if (peek() != ':') {
                throw new NotOne();
            }
        }
    }

    private static void hashable(Value value) throws NotOne {
        if (value instanceof Value.Fields || value instanceof Value.Items) {
            throw new NotOne();
        }
    }

    /** Keys become text as JSON writes them. */
    private static String key(Value key) throws NotOne {
        return switch (key) {
            case Value.Text(String text) -> text;
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Decimal decimal -> Double.toString(decimal.number());
            case Value.Bool bool -> Boolean.toString(bool.truth());
            case Value.Nothing _ -> "null";
            case Value.Scalar scalar -> scalar.written();
            case Value.Items _, Value.Fields _, Value.Secret _ -> throw new NotOne();
        };
    }

    private Value signed() throws NotOne {
        int begin = at++;
        blanks();
        if (peek() == '(') {
            Value inner = parenthesised();
            boolean minus = text.charAt(begin) == '-';
            String written = text.substring(begin, at);
            return switch (inner) {
                case Value.Whole whole when !whole.written().startsWith("-") ->
                        new Value.Whole(minus ? -whole.number() : whole.number(), written);
                case Value.Decimal decimal when !decimal.written().startsWith("-") ->
                        new Value.Decimal(minus ? -decimal.number() : decimal.number(), written);
                default -> throw new NotOne();
            };
        }
        if (!Character.isDigit(peek()) && peek() != '.') {
            throw new NotOne();
        }
        return number(begin);
    }

    private Value word() throws NotOne {
        int end = at;
        while (end < text.length() && Character.isUnicodeIdentifierPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        char next = end < text.length() ? text.charAt(end) : '\0';
        if ((next == '\'' || next == '"') && isPrefix(word)) {
            return strings();
        }
        at = end;
        return switch (word) {
            case "True" -> new Value.Bool(true, word);
            case "False" -> new Value.Bool(false, word);
            case "None" -> new Value.Nothing();
            case "set" -> emptySet();
            default -> throw new NotOne();
        };
    }

    private Value emptySet() throws NotOne {
        blanks();
        if (peek() != '(') {
            throw new NotOne();
        }
        if (!items(')').isEmpty()) {
            throw new NotOne();
        }
        return new Value.Items(List.of());
    }

    private Value number(int begin) throws NotOne {
        PythonNumber.Found found = PythonNumber.at(text, at).orElseThrow(NotOne::new);
        at = found.end();
        boolean minus = text.charAt(begin) == '-';
        return found.value(minus, text.substring(begin, at));
    }

    private static boolean isPrefix(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "r", "u", "b", "br", "rb" -> true;
            default -> false;
        };
    }

    /** One string, or several in a row, which Python joins. */
    private Value strings() throws NotOne {
        StringBuilder joined = new StringBuilder();
        Optional<Boolean> bytes = Optional.empty();
        while (true) {
            PythonString.Found found = PythonString.at(text, at).orElseThrow(NotOne::new);
            if (bytes.isPresent() && bytes.get() != found.bytes()) {
                throw new NotOne();
            }
            bytes = Optional.of(found.bytes());
            joined.append(found.text());
            at = found.end();
            int end = at;
            blanks();
            int prefix = at;
            while (prefix < text.length() && Character.isLetter(text.charAt(prefix))) {
                prefix++;
            }
            boolean another =
                    prefix < text.length()
                            && (text.charAt(prefix) == '\'' || text.charAt(prefix) == '"')
                            && (prefix == at || isPrefix(text.substring(at, prefix)));
            if (!another) {
                at = end;
                return new Value.Text(joined.toString());
            }
        }
    }
}
