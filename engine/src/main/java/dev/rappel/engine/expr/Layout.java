package dev.rappel.engine.expr;

import dev.cel.common.ast.CelExpr;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of one expression stand. CEL gives each node one point (a call's is its opening
 * bracket); people need to see the whole of it.
 */
final class Layout {
    private final String text;
    private final Place place;
    private final List<Token> tokens;
    private final Map<Integer, Integer> tokenAt = new HashMap<>();
    private final Map<Integer, Integer> partner = new HashMap<>();

    Layout(String text, Place place) {
        this.text = text;
        this.place = place;
        this.tokens = Token.all(text);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            for (int at = token.from(); at < token.to(); at++) {
                tokenAt.put(at, i);
            }
            if (token.is("(") || token.is("[") || token.is("{")) {
                open.push(i);
            } else if ((token.is(")") || token.is("]") || token.is("}")) && !open.isEmpty()) {
                partner.put(open.pop(), i);
            }
        }
    }

    /** A stretch of the expression's text, by UTF-16 offsets. */
    record Range(int from, int to) {
        Range and(Range other) {
            return new Range(Math.min(from, other.from), Math.max(to, other.to));
        }
    }

    String text() {
        return text;
    }

    List<Token> tokens() {
        return tokens;
    }

    Span span(Range range) {
        return place.span(range.from, range.to);
    }

    Span span(Token token) {
        return place.span(token.from(), token.to());
    }

    Span all() {
        return place.span(0, text.length());
    }

    String textOf(Range range) {
        return text.substring(range.from, range.to);
    }

    /** The token at a CEL position (code points), or an empty range at the end of the text. */
    Range tokenRange(int codePoints) {
        int at = utf16(codePoints);
        Integer index = tokenAt.get(at);
        if (index == null) {
            return new Range(at, at);
        }
        return range(tokens.get(index));
    }

    /** CEL counts code points, we count UTF-16 units. */
    int utf16(int codePoints) {
        int all = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.clamp(codePoints, 0, all));
    }

    /** The whole of a node with all its operands and brackets. */
    Range range(CelExpr node, Map<Long, Integer> positions) {
        Integer position = positions.get(node.id());
        if (position == null) {
            return new Range(0, text.length());
        }
        Integer index = tokenAt.get(utf16(position));
        if (index == null) {
            return new Range(0, text.length());
        }
        Range here = range(tokens.get(index));
        return switch (node.exprKind().getKind()) {
            case SELECT ->
                    node.select().testOnly()
                            ? call(index)
                            : range(node.select().operand(), positions)
                                    .and(range(tokens.get(Math.min(index + 1, tokens.size() - 1))));
            case CALL -> callRange(node.call(), index, positions);
            case LIST, MAP, STRUCT -> here.and(closing(index));
            case COMPREHENSION ->
                    range(node.comprehension().iterRange(), positions).and(closing(index));
            case CONSTANT ->
                    tokens.get(index).is("-") && index + 1 < tokens.size()
                            ? here.and(range(tokens.get(index + 1)))
                            : here;
            case IDENT, NOT_SET -> here;
        };
    }

    private Range callRange(CelExpr.CelCall call, int index, Map<Long, Integer> positions) {
        Range whole = range(tokens.get(index)).and(closing(index));
        if (call.target().isPresent()) {
            return range(call.target().get(), positions).and(whole);
        }
        if (tokens.get(index).is("(")) {
            return call(index);
        }
        for (CelExpr argument : call.args()) {
            whole = whole.and(range(argument, positions));
        }
        return whole;
    }

    /** The whole call whose opening bracket stands here. */
    Range call(Range bracket) {
        Integer index = tokenAt.get(bracket.from);
        return index == null ? bracket : call(index);
    }

    /** From the word before an opening bracket to the closing one. */
    private Range call(int bracket) {
        return range(tokens.get(Math.max(bracket - 1, 0))).and(closing(bracket));
    }

    private Range closing(int bracket) {
        return range(tokens.get(partner.getOrDefault(bracket, bracket)));
    }

    private static Range range(Token token) {
        return new Range(token.from(), token.to());
    }
}
