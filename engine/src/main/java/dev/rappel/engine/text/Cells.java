package dev.rappel.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a source as a terminal shows it: which cells each of its characters takes. A tab
 * reaches to the next multiple of four; an East Asian wide character and an emoji take two cells, a
 * combining one none; what cannot or must not be shown is named or masked.
 */
final class Cells {
    static final String MASK = "••••••";
    private static final int TAB = 4;
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** A character with all that combines with it, and the cells before it. */
    private record Glyph(int offset, int column, String shown, int width) {}

    private final List<Glyph> glyphs = new ArrayList<>();
    private final int length;
    private final int width;

    /**
     * @param start the offset of the line in its source
     */
    Cells(Source source, int start, String line, Look look) {
        length = line.length();
        int column = 0;
        boolean hidden = false;
        Matcher cluster = CLUSTER.matcher(line);
        int at = 0;
        while (at < line.length() && cluster.find(at)) {
            String text = cluster.group();
            Glyph glyph;
            if (source.isHidden(start + at)) {
                String mask = look.canEncode(MASK) ? MASK : "******";
                glyph = new Glyph(at, column, hidden ? "" : mask, hidden ? 0 : mask.length());
                hidden = true;
            } else {
                hidden = false;
                glyph = glyph(at, column, text, look);
            }
            glyphs.add(glyph);
            column += glyph.width;
            at = cluster.end();
        }
        width = column;
    }

    private static Glyph glyph(int at, int column, String text, Look look) {
        int c = text.codePointAt(0);
        if (c == '\t') {
            int gap = TAB - column % TAB;
            return new Glyph(at, column, " ".repeat(gap), gap);
        } else if (Look.isNamed(c) || !look.canEncode(text)) {
            StringBuilder named = new StringBuilder();
            text.codePoints().forEach(p -> named.append(Look.named(p)));
            return new Glyph(at, column, named.toString(), named.length());
        }
        return new Glyph(at, column, text, widthOf(text));
    }

    private static int widthOf(String cluster) {
        int width = WideCharacters.width(cluster.codePointAt(0));
        return cluster.indexOf('\ufe0f') > 0 ? 2 : width;
    }

    /** How many cells a text takes when it is printed as it is. */
    static int width(String text) {
        Matcher cluster = CLUSTER.matcher(text);
        int sum = 0;
        while (cluster.find()) {
            sum += widthOf(cluster.group());
        }
        return sum;
    }

    int width() {
        return width;
    }

    /** The cell at which the character with this offset in the line begins. */
    int column(int offset) {
        if (offset >= length) {
            return width + (offset - length);
        }
        int column = 0;
        for (Glyph glyph : glyphs) {
            if (glyph.offset > offset) {
                break;
            }
            column = glyph.column;
        }
        return column;
    }

    /** The cell after the last one of what ends before this offset. */
    int endColumn(int offset) {
        for (Glyph glyph : glyphs) {
            if (glyph.offset >= offset) {
                return glyph.column;
            }
        }
        return width;
    }

    /** What stands in the cells from one up to another; a character that is cut is left out. */
    String shown(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (Glyph glyph : glyphs) {
            if (glyph.column >= from && glyph.column + glyph.width <= to) {
                if (text.isEmpty() && glyph.column > from && from > 0) {
                    text.append(" ".repeat(glyph.column - from));
                }
                text.append(glyph.shown);
            }
        }
        return text.toString();
    }
}
