package dev.rappel.engine.text;

/**
 * The stable name of one kind of mistake, as {@code rappel explain} takes it. Each room that finds
 * mistakes declares its own codes as an enum; the numbers of a room share their first two digits.
 */
public interface Code {
    /** The code as printed: {@code R} and four digits. Never reused for another meaning. */
    String id();
}
