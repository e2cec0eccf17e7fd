package dev.rappel.lab.host;

/**
 * The labels on everything that a lab makes in Docker. They are the one truth about what is up:
 * they stay when the cache is lost.
 */
final class Labels {
    /** The lab's name; on containers and networks. */
    static final String LAB = "dev.rappel.lab";

    /**
     * The attempt that made it; on networks. Two attempts at one name are told apart by it, so that
     * the one that fails takes back nothing of the other.
     */
    static final String ATTEMPT = "dev.rappel.lab.attempt";

    static final String HOST = "dev.rappel.lab.host";
    static final String USER = "dev.rappel.lab.user";
    static final String PORT = "dev.rappel.lab.port";
    static final String JUMP = "dev.rappel.lab.behind-jump";

    private Labels() {}
}
