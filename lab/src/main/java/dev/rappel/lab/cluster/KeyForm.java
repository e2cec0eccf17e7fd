package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;

/** The kind of a private key and the PEM form it is kept in. */
public enum KeyForm {
    /** {@code PRIVATE KEY}, EC P-256: what newer openssl commands write. */
    PKCS8("pkcs8"),
    /** {@code RSA PRIVATE KEY}, 2048 bit: cfssl with {@code "algo": "rsa"}, openssl before 3. */
    PKCS1("pkcs1"),
    /** {@code EC PRIVATE KEY}, P-256: cfssl with {@code "algo": "ecdsa"}, {@code openssl ec}. */
    SEC1("sec1");

    private final String word;

    KeyForm(String word) {
        this.word = word;
    }

    /** What users type. */
    public String word() {
        return word;
    }

    /**
     * @throws Failure of kind USAGE when there is no such form
     */
    public static KeyForm of(String word) throws Failure {
        for (KeyForm form : values()) {
            if (form.word.equals(word)) {
                return form;
            }
        }
        throw Failure.of(Failure.Kind.USAGE, "there is no key form '" + word + "'")
                .help("use one of: pkcs8, pkcs1, sec1");
    }
}
