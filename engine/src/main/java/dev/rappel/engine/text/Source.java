package dev.rappel.engine.text;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * A text that a user wrote, with the name by which they know it (a path as they typed it, {@code
 * -e}, {@code <stdin>}).
 *
 * <p>Offsets are UTF-16 indices into {@link #text}. Lines end with LF, CR LF or CR; lines and
 * columns count from 1, and columns count code points, as editors do.
 */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    /** From where to where a secret stands; diagnostics that show its line mask it. */
    private final NavigableMap<Integer, Integer> hidden = new ConcurrentSkipListMap<>();

    public Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        IntStream breaks =
                IntStream.range(0, text.length())
                        .filter(i ->
                                text.charAt(i) == '\n'
                                        || (text.charAt(i) == '\r'
                                                && (i + 1 == text.length()
                                                        || text.charAt(i + 1) != '\n')))
                        .map(i -> i + 1);
        return IntStream.concat(IntStream.of(0), breaks).toArray();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** Marks a piece of this text as secret: no diagnostic shows it. */
    public void hide(int start, int end) {
        if (end > start) {
            hidden.merge(start, end, Math::max);
        }
    }

    /** Whether the character at this offset is part of a secret. */
    public boolean isHidden(int offset) {
        var piece = hidden.floorEntry(offset);
        while (piece != null) {
            if (piece.getValue() > offset) {
                return true;
            }
            piece = hidden.lowerEntry(piece.getKey());
        }
        return false;
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /**
     * The line, from 1, that holds this offset; an offset at the very end belongs to the last line.
     */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column, from 1, of this offset in its line, in code points. */
    public int column(int offset) {
        int start = lineStarts[line(offset) - 1];
        return text.codePointCount(start, Math.min(offset, text.length())) + 1;
    }

    /** A line by its number, from 1, without its line break. */
    public String lineText(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The offset at which a line begins; lines count from 1. */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /** The whole of this text as a span. */
    public Span all() {
        return new Span(this, 0, text.length());
    }

    /** A piece of this text, from {@code start} up to but without {@code end}. */
    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    @Override
    public String toString() {
        return name;
    }
}
