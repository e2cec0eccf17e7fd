package dev.rappel.lab.cluster;

/**
 * One member of a cluster.
 *
 * @param name etcd's name of it, which is also the host's
 * @param address the host's IP address
 * @param learner whether it was added as a learner
 */
public record Member(
        String name, String address, String clientUrl, String peerUrl, boolean learner) {
    /** For clients; every member also listens there on 127.0.0.1. */
    public static final int CLIENT_PORT = 2379;

    /** For the other members. */
    public static final int PEER_PORT = 2380;

    static Member of(String name, String address, Tls tls, boolean learner) {
        return new Member(
                name,
                address,
                tls.scheme() + "://" + address + ":" + CLIENT_PORT,
                tls.scheme() + "://" + address + ":" + PEER_PORT,
                learner);
    }
}
