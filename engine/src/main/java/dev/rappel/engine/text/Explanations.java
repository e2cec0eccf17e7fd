package dev.rappel.engine.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The long form of each code: what it means, an example, how to mend it. The texts are Markdown
 * files named for the code, in {@code dev/rappel/engine/explain} of any module.
 */
public final class Explanations {
    private static final Pattern ID = Pattern.compile("R[0-9]{4}");

    private Explanations() {}

    public static Optional<String> of(Code code) {
        return of(code.id());
    }

    /** By the code as it is printed, in either case: {@code R0120}, {@code r0120}. */
    public static Optional<String> of(String id) {
        String name = id.toUpperCase(Locale.ROOT);
        if (!ID.matcher(name).matches()) {
            return Optional.empty();
        }
        String path = "/dev/rappel/engine/explain/" + name + ".md";
        try (InputStream in = Explanations.class.getResourceAsStream(path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
