package dev.rappel.engine.ssh;

import java.io.IOException;

/**
 * A key with which one may log in.
 *
 * @param name how to call it to people: a file, or a key of the agent
 * @param algorithm the name of the signature, as the server is asked for it
 * @param shown the public key, or a certificate for it
 * @param signer what signs with the private key
 */
record Credential(String name, String algorithm, Blob shown, Signer signer) {
    /** What holds a private key. */
    @FunctionalInterface
    interface Signer {
        /** The signature, as it goes over the wire: its algorithm and its bytes. */
        byte[] sign(byte[] data) throws IOException;
    }

    /** The signature algorithm for a kind of key or certificate; SHA-1 is never used. */
    static String algorithm(String type) {
        return switch (type) {
            case "ssh-rsa" -> "rsa-sha2-512";
            case "ssh-rsa-cert-v01@openssh.com" -> "rsa-sha2-512-cert-v01@openssh.com";
            default -> type;
        };
    }
}
