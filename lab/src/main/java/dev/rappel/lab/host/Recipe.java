package dev.rappel.lab.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The files that an image of a host is built from, and the name that follows from their content.
 */
final class Recipe {
    private static final List<String> FILES = List.of("Dockerfile", "setup.sh", "init");

    private Recipe() {}

    /** Twelve hexadecimal digits: another recipe, another image. */
    static String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                sha.update(file.getBytes(StandardCharsets.UTF_8));
                sha.update(read(file));
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Lays the files into a folder, as what {@code docker build} calls a context. */
    static void layInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.write(folder.resolve(file), read(file));
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = Recipe.class.getResourceAsStream("image/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the lab was built without image/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
