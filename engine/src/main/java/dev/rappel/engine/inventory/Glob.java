package dev.rappel.engine.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern over names, as Python's {@code fnmatch} reads it: {@code *}, {@code ?}, {@code
 * [abc]}, {@code [a-z]}, {@code [!abc]}. Case counts. Matching never takes longer than the length
 * of the name times that of the pattern.
 */
final class Glob {
    /** One place of the pattern: what one character must be, or a star. */
    private sealed interface Piece {
        record Star() implements Piece {}

        record Any() implements Piece {}

        record One(int codePoint) implements Piece {}

        /** Pairs of first and last code points. */
        record Set(boolean not, List<int[]> ranges) implements Piece {}
    }

    private final List<Piece> pieces;

    private Glob(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** Whether a text is more than a plain name. */
    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    static Glob of(String pattern) {
        int[] points = pattern.codePoints().toArray();
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < points.length) {
            int c = points[at++];
            if (c == '*') {
                if (pieces.isEmpty() || !(pieces.getLast() instanceof Piece.Star)) {
                    pieces.add(new Piece.Star());
                }
            } else if (c == '?') {
                pieces.add(new Piece.Any());
            } else if (c == '[') {
                int close = close(points, at);
                if (close < 0) {
                    pieces.add(new Piece.One(c));
                } else {
                    pieces.add(set(points, at, close));
                    at = close + 1;
                }
            } else {
                pieces.add(new Piece.One(c));
            }
        }
        return new Glob(pieces);
    }

    /** The bracket that closes a set; one right at its beginning is a member. */
    private static int close(int[] points, int from) {
        int at = from;
        if (at < points.length && points[at] == '!') {
            at++;
        }
        if (at < points.length && points[at] == ']') {
            at++;
        }
        while (at < points.length && points[at] != ']') {
            at++;
        }
        return at < points.length ? at : -1;
    }

    private static Piece set(int[] points, int from, int close) {
        boolean not = points[from] == '!';
        List<int[]> ranges = new ArrayList<>();
        int at = not ? from + 1 : from;
        while (at < close) {
            if (at + 2 < close && points[at + 1] == '-') {
                ranges.add(new int[] {points[at], points[at + 2]});
                at += 3;
            } else {
                ranges.add(new int[] {points[at], points[at]});
                at++;
            }
        }
        return new Piece.Set(not, ranges);
    }

    boolean matches(String name) {
        int[] points = name.codePoints().toArray();
        int at = 0;
        int piece = 0;
        int star = -1;
        int retry = 0;
        while (at < points.length) {
            if (piece < pieces.size() && pieces.get(piece) instanceof Piece.Star) {
                star = piece++;
                retry = at;
            } else if (piece < pieces.size() && fits(pieces.get(piece), points[at])) {
                piece++;
                at++;
            } else if (star >= 0) {
                piece = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (piece < pieces.size() && pieces.get(piece) instanceof Piece.Star) {
            piece++;
        }
        return piece == pieces.size();
    }

    private static boolean fits(Piece piece, int c) {
        return switch (piece) {
            case Piece.Star _ -> false;
            case Piece.Any _ -> true;
            case Piece.One(int wanted) -> wanted == c;
            case Piece.Set(boolean not, List<int[]> ranges) ->
                    not != ranges.stream().anyMatch(r -> r[0] <= c && c <= r[1]);
        };
    }
}
