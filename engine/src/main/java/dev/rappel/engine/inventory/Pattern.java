package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * Which hosts of an inventory are meant: names of hosts and groups, joined by {@code :} or {@code
 * ,}; {@code &name} keeps only what is also there, {@code !name} takes away; globs ({@code web*}),
 * regular expressions ({@code ~web\d+}), positions ({@code web[0]}, {@code web[0:2]} with both
 * ends, {@code web[-1]}).
 *
 * <p>The order of the parts does not matter for {@code &} and {@code !}: they apply last. The order
 * of the others is the order of the hosts.
 *
 * @param text as it was written
 */
public record Pattern(String text, List<Part> parts) {

    /** How a part counts. */
    public enum Sign {
        ADD,
        ALSO_IN,
        NOT_IN
    }

    /** What names a part means. */
    public sealed interface Names {
        /** Just this one. */
        record Exactly(String name) implements Names {}

        record Like(String glob) implements Names {}

        record Matching(String regex) implements Names {}
    }

    /**
     * Positions in the list of hosts that a part means, from 0. Negative ones count from the end.
     *
     * @param last the last one, included; empty for all that follow
     * @param one whether it is a single position, which must be there
     */
    public record Positions(int first, Optional<Integer> last, boolean one) {}

    /**
     * One part.
     *
     * @param text the part without its sign and its positions
     * @param span where it stands
     */
    public record Part(
            Sign sign, String text, Names names, Optional<Positions> positions, Span span) {}

    /** Longer than any pattern that a person writes. */
    static final int LONGEST = 10_000;

    public Pattern {
        parts = List.copyOf(parts);
    }

    /** Reads a pattern; what is wrong with it is reported. */
    public static Optional<Pattern> parse(String text, Places places, Problems problems) {
        return new PatternReader(text, places, problems).read();
    }

    /** Reads a pattern that stands in no file, such as a word of the command line. */
    public static Optional<Pattern> parse(String text, Problems problems) {
        return parse(text, Places.of(new Source("pattern", text)), problems);
    }

    /** The whole inventory. */
    public static Pattern all() {
        Span span = new Source("pattern", Group.ALL).all();
        return new Pattern(
                Group.ALL,
                List.of(
                        new Part(
                                Sign.ADD,
                                Group.ALL,
                                new Names.Exactly(Group.ALL),
                                Optional.empty(),
                                span)));
    }

    /**
     * The hosts of an inventory that this pattern means, in its own order. An unknown name is a
     * warning where other parts leave some host, and an error where they do not.
     */
    public List<Host> select(Inventory inventory, Problems problems) {
        return new Selection(inventory, problems).select(this, Optional.empty());
    }

    /** Those of the hosts that a limit means too. */
    public List<Host> select(Inventory inventory, Limit limit, Problems problems) {
        return new Selection(inventory, problems).select(this, Optional.of(limit.pattern()));
    }

    @Override
    public String toString() {
        return text;
    }
}
