package dev.rappel.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces secrets in any text: the last guard in front of a log or a program's output, for secrets
 * that left their type on the way through another program. Of a secret of several lines each line
 * is replaced by itself, because programs print them apart.
 *
 * <p>Texts shorter than {@value #SHORTEST} characters are left: replacing each {@code 1} in a log
 * would hide the log, and show the secret by where the holes are.
 */
public final class Masker {
    public static final String MASK = "••••••";
    static final int SHORTEST = 4;
    private final Pattern secrets;

    public Masker(Collection<String> secrets) {
        List<String> pieces =
                secrets.stream()
                        .flatMap(s -> Stream.concat(Stream.of(s), s.lines()))
                        .map(String::strip)
                        .filter(s -> s.length() >= SHORTEST)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .toList();
        // Longest first: a secret that contains another one is masked as a whole.
        this.secrets = Pattern.compile(pieces.isEmpty() ? "(?!)" : String.join("|", pieces));
    }

    public String mask(String text) {
        return secrets.matcher(text).replaceAll(MASK);
    }
}
