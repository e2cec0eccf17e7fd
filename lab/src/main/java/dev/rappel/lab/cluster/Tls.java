package dev.rappel.lab.cluster;

/** Whether members and clients prove who they are. */
public sealed interface Tls {
    /** Plain HTTP, for clients and for peers. */
    record Off() implements Tls {}

    /**
     * Certificates on both sides of every connection, client and peer.
     *
     * @param keyForm the form of every private key, that of the machine's client too
     */
    record Mutual(KeyForm keyForm) implements Tls {}

    static Tls off() {
        return new Off();
    }

    static Tls mutual(KeyForm keyForm) {
        return new Mutual(keyForm);
    }

    /** The scheme of every URL of the cluster. */
    default String scheme() {
        return switch (this) {
            case Off() -> "http";
            case Mutual(KeyForm _) -> "https";
        };
    }
}
