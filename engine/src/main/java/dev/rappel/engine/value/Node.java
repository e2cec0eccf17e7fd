package dev.rappel.engine.value;

import dev.rappel.engine.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * A YAML document as it stands in the file: what was written and where, not yet what it means. Keys
 * are unique within a mapping, aliases are resolved, and no node contains itself: the reader has
 * seen to that.
 */
public sealed interface Node {
    Span span();

    /** How a scalar was written; only a plain one can be anything but text. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /**
     * One scalar.
     *
     * @param text its characters, unescaped and unfolded
     * @param secret whether it is marked {@code !secret}
     * @param verbatim whether it is marked {@code !unsafe}: text to be taken as it is, in which
     *     braces mean nothing
     */
    record Scalar(String text, Style style, boolean secret, boolean verbatim, Span span)
            implements Node {
        public Scalar(String text, Style style, boolean secret, Span span) {
            this(text, style, secret, false, span);
        }

        /** Never shows a secret. */
        @Override
        public String toString() {
            return secret ? Value.Secret.MASK : text;
        }
    }

    record Sequence(List<Node> items, Span span) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(List<Entry> entries, Span span) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key().text().equals(key)).findFirst();
        }
    }

    /** One key of a mapping with its value. */
    record Entry(Scalar key, Node value) {}
}
