package dev.rappel.engine.template;

import java.util.Optional;

/** What opens and closes a tag; {@code {{=<% %>=}}} changes it from there on. */
record Delimiters(String open, String close) {
    static final Delimiters DEFAULT = new Delimiters("{{", "}}");

    boolean areDefault() {
        return equals(DEFAULT);
    }

    /** Reads what stands between the two equals signs; empty if it cannot be used. */
    static Optional<Delimiters> read(String text) {
        String[] both = text.strip().split("\\s+", -1);
        boolean usable =
                both.length == 2 && !both[0].isEmpty() && !both[1].isEmpty() && !text.contains("=");
        return usable ? Optional.of(new Delimiters(both[0], both[1])) : Optional.empty();
    }
}
