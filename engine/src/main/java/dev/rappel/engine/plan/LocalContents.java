package dev.rappel.engine.plan;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hashes local files, each once; they are taken not to change while a command runs. */
public final class LocalContents {
    private static final int BUFFER = 1 << 16;

    private final Map<Path, Content.Local> known = new ConcurrentHashMap<>();

    /**
     * @throws UncheckedIOException when the file cannot be read
     */
    public Content.Local file(Path file) {
        return known.computeIfAbsent(file.toAbsolutePath().normalize(), LocalContents::read);
    }

    private static Content.Local read(Path file) {
        MessageDigest digest = sha256();
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Content.Local(file, HexFormat.of().formatHex(digest.digest()), size);
    }

    /**
     * @param text a text, or a secret that holds one
     */
    public static Content.Inline inline(Value text) {
        Value open = text instanceof Value.Secret secret ? secret.reveal() : text;
        String written = open instanceof Value.Scalar scalar ? scalar.written() : "";
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        return new Content.Inline(
                text, HexFormat.of().formatHex(sha256().digest(bytes)), bytes.length);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
