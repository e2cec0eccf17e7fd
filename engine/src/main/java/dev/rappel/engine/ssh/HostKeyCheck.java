package dev.rappel.engine.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/** Decides for one connection whether the host is the one that it should be. */
final class HostKeyCheck implements HostKeyVerifier {
    private static final long HOST_CERTIFICATE = 2;

    private final SshSettings settings;
    private final KnownHosts known;
    private final Unreachable unreachable;
    private volatile @Nullable Failure refusal;
    private volatile boolean doubtful;

    HostKeyCheck(SshSettings settings, KnownHosts known, Unreachable unreachable) {
        this.settings = settings;
        this.known = known;
        this.unreachable = unreachable;
    }

    /** Why the host was refused; empty as long as it was not. */
    Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the host was let through although it shows another key: no password for it then. */
    boolean doubtful() {
        return doubtful;
    }

    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return known.algorithms(settings.knownAs());
    }

    @Override
    public boolean verify(String host, int port, PublicKey key) {
        PublicKey plain = key;
        if (key instanceof Certificate<?> certificate) {
            if (isVouchedFor(certificate)) {
                return true;
            }
            // As for ssh: then the key inside has to be known by itself.
            plain = certificate.getKey();
        }
        Blob blob = Blob.of(plain);
        KnownHosts.Verdict verdict = known.check(settings.knownAs(), blob);
        return switch (verdict) {
            case KnownHosts.Verdict.Trusted ignored -> true;
            case KnownHosts.Verdict.Revoked revoked ->
                    refused(unreachable.revoked(blob, revoked.by()));
            case KnownHosts.Verdict.Changed changed -> {
                if (settings.strictness() == SshSettings.Strictness.OFF) {
                    doubtful = true;
                    yield true;
                }
                yield refused(unreachable.changed(blob, changed.known()));
            }
            case KnownHosts.Verdict.Unknown ignored -> {
                if (settings.strictness() == SshSettings.Strictness.STRICT) {
                    yield refused(unreachable.unknown(blob));
                }
                remember(blob);
                yield true;
            }
        };
    }

    private boolean refused(Failure failure) {
        refusal = failure;
        return false;
    }

    private boolean isVouchedFor(Certificate<?> certificate) {
        KnownHosts.HostName host = settings.knownAs();
        Blob signer = new Blob(certificate.getSignatureKey());
        Instant now = Instant.now();
        if (known.authority(host, signer).isEmpty()
                || known.check(host, signer) instanceof KnownHosts.Verdict.Revoked
                || known.check(host, Blob.of(certificate.getKey()))
                        instanceof KnownHosts.Verdict.Revoked
                || certificate.getType() != HOST_CERTIFICATE
                || !certificate.getCritOptions().isEmpty()
                || now.isBefore(certificate.getValidAfter().toInstant())
                || !now.isBefore(certificate.getValidBefore().toInstant())
                || !certificate.getValidPrincipals().contains(host.name())) {
            return false;
        }
        try {
            return KeyType.CertUtils.verifyHostCertificate(
                            Blob.of(certificate).bytes(), certificate, host.name())
                    == null;
        } catch (Buffer.BufferException | SSHRuntimeException e) {
            return false;
        }
    }

    /** Writes a new host down, in the user's first file, one line at its end. */
    private void remember(Blob key) {
        if (settings.userKnownHosts().isEmpty()) {
            return;
        }
        Path file = settings.userKnownHosts().get(0);
        String name = settings.knownAs().withPort();
        if (settings.hashKnownHosts()) {
            byte[] salt = new byte[20];
            new SecureRandom().nextBytes(salt);
            name = KnownHost.hashed(salt, name);
        }
        String line = name + " " + key.type().orElse("") + " " + key.base64() + "\n";
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return;
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            boolean ended = true;
            if (Files.isRegularFile(file)) {
                byte[] all = Files.readAllBytes(file);
                ended = all.length == 0 || all[all.length - 1] == '\n';
            }
            // One write of one line: appended whole, whoever else appends.
            Files.writeString(
                    file,
                    ended ? line : "\n" + line,
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // As for ssh: the host is let through, and asked about again the next time.
        }
    }
}
