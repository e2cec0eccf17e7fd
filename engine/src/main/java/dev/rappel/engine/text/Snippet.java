package dev.rappel.engine.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of one source that a diagnostic points at, with what is said under them. */
final class Snippet {
    /** A span of more lines than this is shown by its first two and its last. */
    private static final int MOST_LINES = 6;

    /** A place to be underlined, with the sign to do it and what to say. */
    record Mark(Span span, char sign, String label, Look.Ink ink) {
        int firstLine() {
            return span.line();
        }

        int lastLine() {
            int end = span.end() > span.start() ? span.end() - 1 : span.end();
            return span.source().line(end);
        }

        boolean isLong() {
            return lastLine() > firstLine();
        }
    }

    private final Source source;
    private final List<Mark> marks;
    private final Look look;
    private final int gutter;

    /**
     * @param marks the one that the diagnostic is about comes first; all of one source
     * @param gutter how many cells line numbers take
     */
    Snippet(Source source, List<Mark> marks, int gutter, Look look) {
        this.source = source;
        this.marks = marks;
        this.gutter = gutter;
        this.look = look;
    }

    List<String> lines() {
        SequencedMap<Integer, List<Mark>> byLine = new TreeMap<>();
        Mark first = marks.getFirst();
        boolean box = first.isLong();
        byLine.put(first.firstLine(), new ArrayList<>(box ? List.of() : List.of(first)));
        for (Mark mark : marks.subList(1, marks.size())) {
            byLine.computeIfAbsent(mark.firstLine(), n -> new ArrayList<>()).add(mark);
        }
        if (box) {
            boolean all = first.lastLine() - first.firstLine() < MOST_LINES;
            for (int n = first.firstLine(); n <= first.lastLine(); n++) {
                if (all || n <= first.firstLine() + 1 || n == first.lastLine()) {
                    byLine.computeIfAbsent(n, x -> new ArrayList<>());
                }
            }
        }
        List<String> out = new ArrayList<>();
        out.add(frame("", "|", ""));
        int before = -1;
        for (var entry : byLine.entrySet()) {
            int number = entry.getKey();
            if (before > 0 && number > before + 1) {
                out.add(look.paint(Look.Ink.FRAME, "..."));
            }
            line(number, entry.getValue(), box ? first : null, out);
            before = number;
        }
        return out;
    }

    private void line(int number, List<Mark> here, @Nullable Mark box, List<String> out) {
        int start = source.lineStart(number);
        Cells cells = new Cells(source, start, source.lineText(number), look);
        boolean inBox = box != null && number >= box.firstLine() && number <= box.lastLine();
        String bar = box == null ? "" : "  ";
        String side = bar;
        if (box != null && inBox) {
            side = look.paint(box.ink, number == box.firstLine() ? "/" : "|") + " ";
        }
        int room = look.width() - gutter - 4 - bar.length();
        int focus = here.isEmpty() ? 0 : cells.column(here.getFirst().span.start() - start);
        Window window = Window.of(cells.width(), focus, room, look);
        out.add(
                frame(
                        Integer.toString(number),
                        "|",
                        side + window.before + cells.shown(window.from, window.to) + window.after));
        String under =
                box == null || !inBox || number == box.lastLine()
                        ? bar
                        : look.paint(box.ink, "|") + " ";
        here.sort(Comparator.comparingInt((Mark m) -> m.span.start()).reversed());
        for (Mark mark : here) {
            int from = cells.column(mark.span.start() - start);
            int lineEnd = start + source.lineText(number).length();
            int to = cells.endColumn(Math.min(mark.span.end(), lineEnd) - start);
            if (window.cuts(from, to)) {
                String beyond = from < window.from ? "left" : "right";
                String label = mark.label.isEmpty() ? "also" : look.safe(mark.label);
                String place = label + ", to the " + beyond + ": column " + mark.span.column();
                out.add(frame("", "|", under + look.paint(mark.ink, place)));
                continue;
            }
            int shift = Window.width(window.before) - window.from;
            int left = Math.clamp(from + shift, 0, room);
            int length = Math.clamp((long) to - from, 1, Math.max(1, room - left));
            String signs = String.valueOf(mark.sign).repeat(length);
            String text = mark.label.isEmpty() ? signs : signs + " " + look.safe(mark.label);
            String rail =
                    inBox && box != null && number == box.lastLine()
                            ? look.paint(box.ink, "|") + " "
                            : under;
            out.add(frame("", "|", rail + " ".repeat(left) + look.paint(mark.ink, text)));
        }
        if (box != null && number == box.lastLine()) {
            int to =
                    cells.endColumn(
                            Math.min(box.span.end() - start, source.lineText(number).length()));
            String line = "|" + "_".repeat(Math.clamp(to, 1, room)) + box.sign;
            String text = box.label.isEmpty() ? line : line + " " + look.safe(box.label);
            out.add(frame("", "|", look.paint(box.ink, text)));
        }
    }

    private String frame(String number, String bar, String rest) {
        String left = " ".repeat(gutter - number.length()) + number + " " + bar;
        return (look.paint(Look.Ink.FRAME, left) + (rest.isBlank() ? "" : " " + rest));
    }

    /** Which cells of a long line are shown, and what stands for the rest. */
    private record Window(int from, int to, String before, String after) {
        static Window of(int width, int focus, int room, Look look) {
            if (width <= room) {
                return new Window(0, width, "", "");
            }
            String dots = look.ellipsis();
            int from = Math.max(0, Math.min(focus - room / 3, width - room + dots.length()));
            if (from > 0 && from + room - dots.length() >= width) {
                return new Window(from, width, dots, "");
            }
            int to = from + room - dots.length() - (from > 0 ? dots.length() : 0);
            return new Window(from, to, from > 0 ? dots : "", dots);
        }

        boolean cuts(int first, int last) {
            return (!before.isEmpty() && last <= from) || (!after.isEmpty() && first >= to);
        }

        static int width(String dots) {
            return dots.length();
        }
    }
}
