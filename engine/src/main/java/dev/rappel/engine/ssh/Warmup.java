package dev.rappel.engine.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Does once, for nobody, what the first connection would have to wait for: a key exchange, a
 * signature, some encryption. In a fresh process that takes longer than a connection does later,
 * and files are read meanwhile.
 */
final class Warmup implements Runnable {
    /** Begins, and does not wait for it. */
    static void start() {
        Thread.ofPlatform().daemon().name("warm-up").start(new Warmup());
    }

    @Override
    public void run() {
        var _ = Algorithms.offered();
        try {
            agree();
            sign();
            encrypt();
        } catch (GeneralSecurityException e) {
            // Then it is not warm; whoever really connects will say what is wrong.
        }
    }

    private static void agree() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
        KeyPair ours = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(ours.getPrivate());
        agreement.doPhase(generator.generateKeyPair().getPublic(), true);
        var _ = agreement.generateSecret();
    }

    private static void sign() throws GeneralSecurityException {
        KeyPair ours = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(ours.getPrivate());
        byte[] signed = signature.sign();
        signature.initVerify(ours.getPublic());
        var _ = signature.verify(signed);
    }

    private static void encrypt() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(new byte[16], "AES"),
                new GCMParameterSpec(128, new byte[12]));
        var _ = cipher.doFinal(new byte[1024]);
    }
}
