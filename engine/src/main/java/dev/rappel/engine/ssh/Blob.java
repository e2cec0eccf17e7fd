package dev.rappel.engine.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/** A public key or a certificate, as it goes over the wire and stands in files. */
final class Blob {
    private final byte[] bytes;

    Blob(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    static Blob of(PublicKey key) {
        return new Blob(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
    }

    /** The second word of a line such as a {@code .pub} file has. */
    static Optional<Blob> ofLine(String line) {
        String[] words = line.strip().split("[ \t]+", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            Blob blob = new Blob(Base64.getDecoder().decode(words[1]));
            return blob.type().equals(Optional.of(words[0])) ? Optional.of(blob) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The kind of key by the blob's own words; empty when it is not one. */
    Optional<String> type() {
        if (bytes.length < 8) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(bytes).getInt();
        return length < 1 || length > 64 || length > bytes.length - 4
                ? Optional.empty()
                : Optional.of(new String(bytes, 4, length, StandardCharsets.US_ASCII));
    }

    /** As {@code ssh-keygen -l} prints it: {@code SHA256:…}. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As in a file. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return type().orElse("no key") + " " + fingerprint();
    }
}
