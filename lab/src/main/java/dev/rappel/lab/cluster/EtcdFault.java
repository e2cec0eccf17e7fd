package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;

/** What can go wrong with etcd itself, on request. Faults of hosts and networks are the hosts'. */
public enum EtcdFault {
    /**
     * The program is another one: it ends at its start with status 127, saying that it was linked
     * against a newer C library, as a binary built for another distribution does. The process that
     * runs goes on; the next start fails. Lasts until undone.
     */
    BROKEN_BINARY("broken-binary"),
    /** The process gets SIGKILL. What follows is up to the unit's {@code Restart=}. Momentary. */
    KILLED("kill-etcd"),
    /**
     * The process gets SIGSTOP: its ports accept connections, and nothing answers. Lasts until
     * undone.
     */
    FROZEN("freeze-etcd");

    private final String word;

    EtcdFault(String word) {
        this.word = word;
    }

    /** What users type. */
    public String word() {
        return word;
    }

    /**
     * @throws Failure of kind USAGE when there is no such fault
     */
    public static EtcdFault of(String word) throws Failure {
        for (EtcdFault fault : values()) {
            if (fault.word.equals(word)) {
                return fault;
            }
        }
        throw Failure.of(Failure.Kind.USAGE, "there is no etcd fault '" + word + "'")
                .help("use one of: broken-binary, kill-etcd, freeze-etcd");
    }
}
