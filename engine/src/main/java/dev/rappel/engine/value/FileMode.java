package dev.rappel.engine.value;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permission bits of a file, of which there are twelve: {@code 0644}, {@code 1777}, {@code
 * u=rw,g=r,o=r}. Symbolic modes are the absolute ones (with {@code =}) only: what {@code g+w} means
 * depends on what the file was before, and a plan must say what it will be.
 *
 * @param bits 0 to 07777
 * @param written as the user wrote it
 */
public record FileMode(int bits, String written) implements Value.Scalar {
    private static final Pattern OCTAL = Pattern.compile("(?:0o?)?([0-7]{3,4})");
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]{1,4})=([rwxst]{0,5})");

    public FileMode {
        if (bits < 0 || bits > 07777) {
            throw new IllegalArgumentException("a mode has twelve bits");
        }
    }

    public FileMode(int bits) {
        this(bits, octal(bits));
    }

    /** Empty for what is neither octal nor absolute symbolic. */
    public static Optional<FileMode> parse(String written) {
        Matcher octal = OCTAL.matcher(written);
        if (octal.matches()) {
            return Optional.of(new FileMode(Integer.parseInt(octal.group(1), 8), written));
        }
        int bits = 0;
        for (String part : written.split(",", -1)) {
            Matcher clause = CLAUSE.matcher(part);
            if (!clause.matches()) {
                return Optional.empty();
            }
            bits = with(bits, clause.group(1), clause.group(2));
        }
        return Optional.of(new FileMode(bits, written));
    }

    private static int with(int before, String who, String what) {
        int bits = before;
        boolean all = who.contains("a");
        int three =
                (what.contains("r") ? 4 : 0)
                        | (what.contains("w") ? 2 : 0)
                        | (what.contains("x") ? 1 : 0);
        if (all || who.contains("u")) {
            bits = (bits & ~04700) | three << 6 | (what.contains("s") ? 04000 : 0);
        }
        if (all || who.contains("g")) {
            bits = (bits & ~02070) | three << 3 | (what.contains("s") ? 02000 : 0);
        }
        if (all || who.contains("o")) {
            bits = (bits & ~01007) | three | (what.contains("t") ? 01000 : 0);
        }
        return bits;
    }

    /** {@code 0644}, {@code 1777}: always four digits. */
    public static String octal(int bits) {
        return String.format(Locale.ROOT, "%04o", bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileMode mode && mode.bits == bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    @Override
    public String toString() {
        return octal(bits);
    }
}
