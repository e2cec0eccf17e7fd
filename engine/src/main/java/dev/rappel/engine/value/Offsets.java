package dev.rappel.engine.value;

import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;

/** SnakeYAML's marks count code points; a {@link Source} counts UTF-16 units. */
final class Offsets {
    /** The index, in code points, of each character that takes two units, in order. */
    private final int[] wide;

    private final int length;

    Offsets(String text) {
        this.length = text.length();
        this.wide =
                text.chars().anyMatch(c -> Character.isHighSurrogate((char) c))
                        ? wide(text)
                        : new int[0];
    }

    private static int[] wide(String text) {
        int[] points = text.codePoints().toArray();
        return IntStream.range(0, points.length).filter(i -> points[i] > 0xffff).toArray();
    }

    int at(int codePoints) {
        int found = Arrays.binarySearch(wide, codePoints);
        int before = found >= 0 ? found : -found - 1;
        return Math.min(codePoints + before, length);
    }

    int at(@Nullable Mark mark) {
        return mark == null ? 0 : at(mark.getIndex());
    }

    int start(Event event) {
        return at(event.getStartMark());
    }

    int end(Event event) {
        return at(event.getEndMark());
    }

    Span span(Source source, Event event) {
        return source.span(start(event), Math.max(start(event), end(event)));
    }
}
