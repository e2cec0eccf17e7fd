package dev.rappel.engine.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/**
 * Private keys from files, each read once for a run: a passphrase costs a person's time once and a
 * tenth of a second of computing. Safe for many threads.
 */
final class KeyFiles {
    private static final int TRIES = 3;

    /** What became of a file. */
    sealed interface Loaded {
        /** A key to log in with. */
        record Usable(PrivateKey secret, Blob shown) implements Loaded {}

        /** There is no such file. */
        record Missing() implements Loaded {}

        /** It is encrypted, and nobody was asked yet. */
        record Locked() implements Loaded {}

        /** It cannot be used. */
        record Bad(String why) implements Loaded {}
    }

    private final Config config;
    private final Passphrases passphrases;
    private final Map<Path, Loaded> loaded = new HashMap<>();

    KeyFiles(Config config, Passphrases passphrases) {
        this.config = config;
        this.passphrases = passphrases;
    }

    /** Reads a key that needs no passphrase, or whose passphrase was asked for already. */
    synchronized Loaded load(Path file) {
        return loaded.computeIfAbsent(file, f -> read(f, Optional.empty()));
    }

    /** Reads a key, and asks for its passphrase where it needs one; one question at a time. */
    synchronized Loaded unlock(Path file) throws InterruptedException {
        Loaded now = load(file);
        for (int i = 0; i < TRIES && now instanceof Loaded.Locked; i++) {
            Optional<char[]> passphrase = passphrases.ask(file, i > 0);
            if (passphrase.isEmpty()) {
                return now;
            }
            now = read(file, passphrase);
            Arrays.fill(passphrase.get(), '\0');
        }
        if (now instanceof Loaded.Locked) {
            now = new Loaded.Bad("the passphrase is wrong");
        }
        loaded.put(file, now);
        return now;
    }

    private Loaded read(Path file, Optional<char[]> passphrase) {
        if (!Files.isRegularFile(file)) {
            return new Loaded.Missing();
        }
        boolean[] asked = {false};
        PasswordFinder finder =
                new PasswordFinder() {
                    @Override
                    public char[] reqPassword(Resource<?> resource) {
                        asked[0] = true;
                        return passphrase.map(char[]::clone).orElse(new char[0]);
                    }

                    @Override
                    public boolean shouldRetry(Resource<?> resource) {
                        return false;
                    }
                };
        try {
            KeyFormat format = KeyProviderUtil.detectKeyFileFormat(file.toFile());
            FileKeyProvider provider =
                    Factory.Named.Util.create(
                            config.getFileKeyProviderFactories(), format.toString());
            if (provider == null) {
                return new Loaded.Bad("it is not a private key in a format that is known");
            }
            provider.init(file.toFile(), finder);
            PrivateKey secret = provider.getPrivate();
            PublicKey open = provider.getPublic();
            return new Loaded.Usable(secret, Blob.of(open));
        } catch (IOException | RuntimeException e) {
            // Libraries tell a wrong passphrase in many ways; that one was asked for is certain.
            return asked[0] ? new Loaded.Locked() : new Loaded.Bad(reason(e));
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** The public half that stands beside a key: {@code FILE.pub}, {@code FILE-cert.pub}. */
    static Optional<Blob> beside(Path file, String ending) {
        return line(Path.of(file + ending));
    }

    /** The key or certificate that a file of one line holds. */
    static Optional<Blob> line(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Blob.ofLine(Files.readString(file, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Signs as the kind of key asks for. */
    Credential.Signer signer(Loaded.Usable key) {
        String type = KeyType.fromKey(key.secret()).toString();
        String algorithm = Credential.algorithm(type);
        return data -> {
            Signature signature =
                    config.getKeyAlgorithms().stream()
                            .filter(a -> a.getName().equals(algorithm))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no signatures with " + type))
                            .create()
                            .newSignature();
            signature.initSign(key.secret());
            signature.update(data);
            byte[] signed = signature.encode(signature.sign());
            return new Buffer.PlainBuffer().putString(algorithm).putBytes(signed).getCompactData();
        };
    }
}
