package dev.rappel.modules.etcd.rpc;

/** Whether etcd asks clients who they are. */
public enum Account {
    ON,
    OFF,
    /** The answer allows neither conclusion; never to be taken for {@link #OFF}. */
    UNKNOWN;

    /** What to do where it is on and nobody said who asks, or said it wrongly. */
    public static final String TELL_WHO =
            "set etcd_auth_user and etcd_auth_password, of a user with the role root, in the inventory"
                    + " or with -e";
}
