package dev.rappel.engine.text;

/** Numbers as people say them, for titles and notes. */
public final class Masses {
    private Masses() {}

    /** {@code 16 MiB}, {@code 1536 bytes}: the largest unit that divides it. */
    public static String bytes(long bytes) {
        if (bytes >= 1L << 30 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + " GiB";
        } else if (bytes >= 1L << 20 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + " MiB";
        } else if (bytes >= 1L << 10 && bytes % (1L << 10) == 0) {
            return (bytes >> 10) + " KiB";
        }
        return count(bytes, "byte");
    }

    /** {@code 1 error}, {@code 3 errors}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
