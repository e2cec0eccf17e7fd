package dev.rappel.engine.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/**
 * The keys with which one host may be logged in to, in the order in which they are offered: those
 * that the configuration names, then the other ones of the agent.
 *
 * @param offered keys that can be used at once
 * @param locked files that need a passphrase
 * @param notes what else was looked at, and why it is no use; for messages
 */
record Keyring(List<Credential> offered, List<Path> locked, List<String> notes) {
    Keyring {
        offered = List.copyOf(offered);
        locked = List.copyOf(locked);
        notes = List.copyOf(notes);
    }

    static Keyring of(SshSettings settings, KeyFiles files, Optional<String> given) {
        List<String> notes = new ArrayList<>();
        // ssh itself leaves a file out of its settings that is named for one call and not there.
        given.filter(f -> !Files.exists(Path.of(f)))
                .ifPresent(f -> notes.add(f + " does not exist"));
        List<Agent.Identity> held = List.of();
        Optional<Agent> agent = settings.agent().map(Agent::new);
        if (agent.isPresent()) {
            try {
                held = agent.get().identities();
            } catch (IOException | RuntimeException e) {
                notes.add("the agent at " + settings.agent().get() + " does not answer");
                agent = Optional.empty();
            }
        }
        Map<Blob, Credential> offered = new LinkedHashMap<>();
        List<Path> locked = new ArrayList<>();
        List<Blob> certificates = new ArrayList<>();
        settings.certificateFiles().forEach(f -> KeyFiles.line(f).ifPresent(certificates::add));
        for (Path file : settings.identityFiles()) {
            Optional<Blob> open = KeyFiles.beside(file, ".pub").or(() -> KeyFiles.line(file));
            Optional<Agent.Identity> inAgent =
                    held.stream().filter(h -> open.equals(Optional.of(h.key()))).findFirst();
            if (inAgent.isPresent() && agent.isPresent()) {
                Agent asked = agent.get();
                Blob key = inAgent.get().key();
                add(offered, file, key, certificates, data -> asked.sign(key, data));
                continue;
            }
            switch (files.load(file)) {
                case KeyFiles.Loaded.Usable usable ->
                        add(offered, file, usable.shown(), certificates, files.signer(usable));
                case KeyFiles.Loaded.Locked ignored -> locked.add(file);
                case KeyFiles.Loaded.Bad bad -> notes.add(file + ": " + bad.why());
                case KeyFiles.Loaded.Missing ignored -> {
                    if (!isDefault(file) && !given.equals(Optional.of(file.toString()))) {
                        notes.add(file + " does not exist");
                    }
                }
            }
        }
        if (!settings.identitiesOnly() && agent.isPresent()) {
            Agent asked = agent.get();
            for (Agent.Identity identity : held) {
                Blob key = identity.key();
                key.type()
                        .ifPresent(type ->
                                offered.putIfAbsent(
                                        key,
                                        new Credential(
                                                "agent key " + identity.comment(),
                                                Credential.algorithm(type),
                                                key,
                                                data -> asked.sign(key, data))));
            }
        }
        return new Keyring(List.copyOf(offered.values()), locked, notes);
    }

    /** Those that ssh tries where none is named; most people have one of them. */
    private static boolean isDefault(Path file) {
        return file.toString().matches(".*/\\.ssh/id_(rsa|dsa|xmss|(ecdsa|ed25519)(_sk)?)");
    }

    /** A key, after the certificate that was made for it. */
    private static void add(
            Map<Blob, Credential> offered,
            Path file,
            Blob key,
            List<Blob> certificates,
            Credential.Signer signer) {
        List<Blob> all = new ArrayList<>(certificates);
        KeyFiles.beside(file, "-cert.pub").ifPresent(all::add);
        for (Blob certificate : all) {
            if (isFor(certificate, key)) {
                certificate
                        .type()
                        .ifPresent(t ->
                                offered.putIfAbsent(
                                        certificate,
                                        new Credential(
                                                file + " with its certificate",
                                                Credential.algorithm(t),
                                                certificate,
                                                signer)));
            }
        }
        key.type()
                .ifPresent(t ->
                        offered.putIfAbsent(
                                key,
                                new Credential(
                                        file.toString(), Credential.algorithm(t), key, signer)));
    }

    private static boolean isFor(Blob certificate, Blob key) {
        try {
            return new Buffer.PlainBuffer(certificate.bytes()).readPublicKey()
                            instanceof Certificate<?> read
                    && Blob.of(read.getKey()).equals(key);
        } catch (Buffer.BufferException | RuntimeException e) {
            return false;
        }
    }
}
