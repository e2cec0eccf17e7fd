package dev.rappel.modules.etcd.rpc;

/** Whether etcd asks clients who they are. */
public enum Account {
    ON,
    OFF,
    /** The answer allows neither conclusion; never to be taken for {@link #OFF}. */
    UNKNOWN
}
