package dev.rappel.engine.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The difference of two texts, line by line, in the unified form: {@code -} gone, {@code +} new,
 * with a few lines around each change. The shortest one by Myers' algorithm (An O(ND) Difference
 * Algorithm, 1986); texts that have very little in common are shown as one block.
 */
final class Unified {
    private static final int CONTEXT = 3;

    /** Above so many edits the shortest difference costs too much and helps nobody. */
    private static final int MOST_EDITS = 600;

    /** A line of the whole, with its mark. */
    private record Marked(char mark, String text) {}

    private Unified() {}

    /** Lines with their marks, hunks headed by {@code @@ -1,4 +1,5 @@}; empty for equal texts. */
    static List<String> of(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<String> lines = hunks(marked(lines(before), lines(after)));
        if (!before.isEmpty()
                && !after.isEmpty()
                && before.endsWith("\n") != after.endsWith("\n")) {
            lines.add(
                    after.endsWith("\n")
                            ? "+ a line break at the end"
                            : "- the line break at the end");
        }
        return lines;
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    private static List<Marked> marked(List<String> a, List<String> b) {
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head
                && tail < b.size() - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Marked> all = new ArrayList<>();
        a.subList(0, head).forEach(l -> all.add(new Marked(' ', l)));
        all.addAll(edits(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail)));
        a.subList(a.size() - tail, a.size()).forEach(l -> all.add(new Marked(' ', l)));
        return all;
    }

    private static List<Marked> edits(List<String> a, List<String> b) {
        int most = Math.min(MOST_EDITS, a.size() + b.size());
        int[] furthest = new int[2 * most + 3];
        int zero = most + 1;
        List<int[]> trace = new ArrayList<>();
        for (int d = 0; d <= most; d++) {
            trace.add(furthest.clone());
            for (int k = -d; k <= d; k += 2) {
                boolean down =
                        k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]);
                int x = down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
                while (x < a.size()
                        && x - k >= 0
                        && x - k < b.size()
                        && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                furthest[zero + k] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    return backwards(a, b, trace, d, zero);
                }
            }
        }
        List<Marked> block = new ArrayList<>();
        a.forEach(l -> block.add(new Marked('-', l)));
        b.forEach(l -> block.add(new Marked('+', l)));
        return block;
    }

    private static List<Marked> backwards(
            List<String> a, List<String> b, List<int[]> trace, int edits, int zero) {
        Deque<Marked> path = new ArrayDeque<>();
        int x = a.size();
        int y = b.size();
        for (int d = edits; d > 0; d--) {
            int[] furthest = trace.get(d);
            int k = x - y;
            boolean down = k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]);
            int before = down ? k + 1 : k - 1;
            int fromX = furthest[zero + before];
            int fromY = fromX - before;
            while (x > fromX && y > fromY) {
                path.push(new Marked(' ', a.get(x - 1)));
                x--;
                y--;
            }
            if (down) {
                path.push(new Marked('+', b.get(y - 1)));
            } else {
                path.push(new Marked('-', a.get(x - 1)));
            }
            x = fromX;
            y = fromY;
        }
        while (x > 0) {
            path.push(new Marked(' ', a.get(x - 1)));
            x--;
        }
        return List.copyOf(path);
    }

    private static List<String> hunks(List<Marked> all) {
        boolean[] shown = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).mark() != ' ') {
                Arrays.fill(
                        shown,
                        Math.max(0, i - CONTEXT),
                        Math.min(all.size(), i + CONTEXT + 1),
                        true);
            }
        }
        List<String> lines = new ArrayList<>();
        int old = 1;
        int now = 1;
        for (int i = 0; i < all.size(); i++) {
            if (shown[i] && (i == 0 || !shown[i - 1])) {
                lines.add(head(all, shown, i, old, now));
            }
            Marked line = all.get(i);
            if (shown[i]) {
                lines.add(line.mark() + line.text());
            }
            old += line.mark() == '+' ? 0 : 1;
            now += line.mark() == '-' ? 0 : 1;
        }
        return lines;
    }

    private static String head(List<Marked> all, boolean[] shown, int start, int old, int now) {
        int gone = 0;
        int there = 0;
        for (int i = start; i < all.size() && shown[i]; i++) {
            gone += all.get(i).mark() == '+' ? 0 : 1;
            there += all.get(i).mark() == '-' ? 0 : 1;
        }
        return "@@ -" + range(old, gone) + " +" + range(now, there) + " @@";
    }

    /** As diff(1) writes it: of a range without lines, the line before it. */
    private static String range(int start, int length) {
        return (length == 0 ? start - 1 : start) + (length == 1 ? "" : "," + length);
    }
}
