package dev.rappel.engine.template;

import java.util.List;

/** A piece of a template. Offsets are UTF-16 indices into its text. */
sealed interface Part {
    /** Text that is copied as it stands. */
    record Literal(String text) implements Part {}

    /** {@code {{name}}}. */
    record Value(Name name) implements Part {}

    /** {@code {{#name}}…{{/name}}}, or with {@code ^}: where the name is false or empty. */
    record Section(Name name, boolean inverted, List<Part> parts) implements Part {
        public Section {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A name where it stands.
     *
     * @param path {@code .} for the item at hand, else words between dots
     * @param from offset of its first character
     * @param to offset after its last
     */
    record Name(String path, int from, int to) {
        boolean isItem() {
            return path.equals(".");
        }

        List<String> words() {
            return List.of(path.split("\\.", -1));
        }
    }
}
