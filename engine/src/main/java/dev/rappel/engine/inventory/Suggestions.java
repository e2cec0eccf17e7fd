package dev.rappel.engine.inventory;

import dev.rappel.engine.text.DidYouMean;
import java.util.Collection;
import java.util.List;

/**
 * Suggests known names for unknown ones, for the first fifty of them: each is compared with every
 * known name, and a file full of unknown names must not take the square of its size.
 */
final class Suggestions {
    private int left = 50;

    /** The closest of the known names, best first, at most two; none when nothing is close. */
    List<String> closest(String unknown, Collection<String> known) {
        return left-- > 0 ? DidYouMean.closest(unknown, known, 2) : List.of();
    }
}
