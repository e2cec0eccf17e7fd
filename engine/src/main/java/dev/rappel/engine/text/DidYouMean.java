package dev.rappel.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what someone probably meant by a name that does not exist: the names at the smallest
 * optimal string alignment distance (insert, delete, change one character, swap two neighbours).
 * Case and the choice between {@code -}, {@code _} and nothing count for little: {@code RetryDelay}
 * finds {@code retry_delay}.
 */
public final class DidYouMean {
    private static final int LONGEST = 100;

    private DidYouMean() {}

    private record Near(String name, int distance) {}

    /** The best guess, if any name is close enough to be one. */
    public static Optional<String> closest(String wrong, Collection<String> names) {
        return closest(wrong, names, 1).stream().findFirst();
    }

    /** Up to {@code most} guesses, best first; equally good ones in the order of the alphabet. */
    public static List<String> closest(String wrong, Collection<String> names, int most) {
        if (wrong.isEmpty() || wrong.length() > LONGEST) {
            return List.of();
        }
        String folded = fold(wrong);
        int allowed = folded.length() <= 2 ? 1 : folded.length() <= 5 ? 2 : folded.length() / 3 + 1;
        return names.stream()
                .distinct()
                .filter(name -> !name.equals(wrong) && name.length() <= LONGEST)
                .map(name -> new Near(name, distance(folded, fold(name), allowed)))
                .filter(near -> near.distance <= allowed && shares(folded, near))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(most)
                .map(Near::name)
                .toList();
    }

    /** {@code did you mean `x`?}, or {@code did you mean `x` or `y`?}; empty without a guess. */
    public static Optional<String> question(String wrong, Collection<String> names) {
        List<String> found = closest(wrong, names, 2);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "did you mean "
                                + String.join(
                                        " or ", found.stream().map(n -> "`" + n + "`").toList())
                                + "?");
    }

    /** Two short names that have nothing in common are not a typo of each other. */
    private static boolean shares(String folded, Near near) {
        int longest = Math.max(folded.length(), fold(near.name).length());
        return near.distance == 0 || (near.distance * 2 <= longest && near.distance < longest);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }

    /** The distance, or some number above {@code most} as soon as that is certain. */
    static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] older = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int best = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], older[j - 2] + 1);
                }
                best = Math.min(best, row[j]);
            }
            if (best > most) {
                return most + 1;
            }
            int[] spare = older;
            older = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
