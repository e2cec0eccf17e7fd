package dev.rappel.engine.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a {@code known_hosts} file.
 *
 * @param file where it stands
 * @param line from 1
 * @param hosts the first field: patterns, or one hashed name
 * @param type the kind of key, such as {@code ssh-ed25519}
 * @param key the key as it goes over the wire
 */
record KnownHost(Path file, int line, Marker marker, String hosts, String type, Blob key) {
    /** What the line says of the key. */
    enum Marker {
        HOST_KEY,
        CERT_AUTHORITY,
        REVOKED
    }

    /** Empty for a comment, an empty line, and for what OpenSSH passes over too. */
    static Optional<KnownHost> parse(Path file, int number, String text) {
        String line = text.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        String[] words = line.split("[ \t]+", -1);
        int at = 0;
        Marker marker = Marker.HOST_KEY;
        if (words[0].startsWith("@")) {
            switch (words[0]) {
                case "@cert-authority" -> marker = Marker.CERT_AUTHORITY;
                case "@revoked" -> marker = Marker.REVOKED;
                default -> {
                    return Optional.empty();
                }
            }
            at = 1;
        }
        if (words.length < at + 3) {
            return Optional.empty();
        }
        try {
            Blob key = new Blob(Base64.getDecoder().decode(words[at + 2]));
            return key.type().equals(Optional.of(words[at + 1]))
                    ? Optional.of(
                            new KnownHost(file, number, marker, words[at], words[at + 1], key))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the line is about a host.
     *
     * @param name in lower case; {@code [name]:port} for a port other than 22
     */
    boolean isFor(String name) {
        if (hosts.startsWith("|1|")) {
            return isHashOf(name);
        }
        boolean named = false;
        for (String pattern : hosts.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (pattern.startsWith("!")) {
                // A negation counts wherever it stands, also before or after what it excludes.
                if (matches(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                named |= matches(pattern, name);
            }
        }
        return named;
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return pattern.equals(name);
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.matches(regex.toString(), name);
    }

    private boolean isHashOf(String name) {
        List<String> parts = Arrays.asList(hosts.split("\\|", -1));
        if (parts.size() != 4) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts.get(2));
            byte[] hash = Base64.getDecoder().decode(parts.get(3));
            return salt.length > 0 && MessageDigest.isEqual(hash, hash(salt, name));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The name as {@code HashKnownHosts} writes it. */
    static String hashed(byte[] salt, String name) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash(salt, name));
    }

    private static byte[] hash(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /** {@code file:line}, the form that terminals and editors turn into a link. */
    String at() {
        return file + ":" + line;
    }
}
