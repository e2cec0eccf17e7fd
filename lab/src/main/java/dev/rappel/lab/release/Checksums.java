package dev.rappel.lab.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file {@code SHA256SUMS}, as {@code sha256sum} writes it: SHA-256 in hex by file name. */
record Checksums(Map<String, String> byName) {
    private static final Pattern LINE =
            Pattern.compile("\\s*([0-9a-fA-F]{64})[ \\t]+\\*?(\\S+)\\s*");

    Checksums {
        byName = Map.copyOf(byName);
    }

    /** Lines of another form are passed over: they can vouch for nothing. */
    static Checksums parse(String text) {
        Map<String, String> found = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                found.put(parts.group(2), parts.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return new Checksums(found);
    }

    /** What the file says; nothing where there is no file. */
    static Checksums read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : new Checksums(Map.of());
    }

    Optional<String> of(String fileName) {
        return Optional.ofNullable(byName.get(fileName));
    }

    Checksums with(String fileName, String sha256) {
        Map<String, String> more = new TreeMap<>(byName);
        more.put(fileName, sha256);
        return new Checksums(more);
    }

    /** Replaces the file whole; a reader sees the old one or the new one. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(byName)
                .forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
