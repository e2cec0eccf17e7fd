package dev.rappel.lab.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The value that a writer gives a key: {@code <sequence> <key> ....}, filled up to a size. It
 * follows from key and sequence alone, so that nothing but the sequence has to be remembered, and a
 * value that was damaged or that belongs to another key is told from an older one.
 */
record Payload(int size) {
    byte[] of(String key, long sequence) {
        byte[] head = (sequence + " " + key + " ").getBytes(StandardCharsets.UTF_8);
        byte[] value = Arrays.copyOf(head, Math.max(size, head.length));
        Arrays.fill(value, head.length, value.length, (byte) '.');
        return value;
    }

    /** The sequence that {@code value} carries, or nothing where it is not a whole value of key. */
    OptionalLong sequence(String key, byte[] value) {
        long sequence = 0;
        int at = 0;
        while (at < value.length && at < 18 && value[at] >= '0' && value[at] <= '9') {
            sequence = sequence * 10 + (value[at] - '0');
            at++;
        }
        return at > 0 && Arrays.equals(value, of(key, sequence))
                ? OptionalLong.of(sequence)
                : OptionalLong.empty();
    }

    /** A value as a report shows it: short and on one line. */
    static String shown(byte[] value) {
        int kept = Math.min(value.length, 80);
        String text =
                new String(value, 0, kept, StandardCharsets.UTF_8)
                        .replaceAll("[\\p{Cntrl}\uFFFD]", "?")
                        .replaceAll("\\.{4,}$", "…");
        return text.length() == value.length || text.endsWith("…") ? text : text + "…";
    }
}
