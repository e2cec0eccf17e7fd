package dev.rappel.modules.etcd.rpc;

/** What the downgrade call can do; the numbers are etcd's. */
public enum DowngradeAction {
    /** Only looks whether it could be enabled. */
    VALIDATE(0),
    ENABLE(1),
    CANCEL(2);

    private final int number;

    DowngradeAction(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
