package dev.rappel.engine.ssh;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Runs AES-GCM until the compiler has made it fast. Without it the first thirty megabytes that are
 * sent take half a second instead of a fifth; it costs a core an eighth of a second, while others
 * wait for the network.
 */
final class Warmup {
    private static final int ROUNDS = 5000;

    private Warmup() {}

    static void start() {
        Thread.ofPlatform().daemon().name("aes-gcm").start(Warmup::run);
    }

    private static void run() {
        try {
            byte[] block = new byte[1024];
            byte[] nonce = new byte[12];
            byte[] out = new byte[block.length + 16];
            SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            for (int i = 0; i < ROUNDS; i++) {
                nonce[0] = (byte) i;
                nonce[1] = (byte) (i >> 8);
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
                cipher.doFinal(block, 0, block.length, out, 0);
            }
        } catch (GeneralSecurityException e) {
            // Then it is not warm; whoever really encrypts will say what is wrong.
        }
    }
}
