package dev.rappel.engine.inventory;

/**
 * What kind of place defined a layer of variables, from the weakest to the strongest.
 *
 * @param of the group or host, the file, the play or task that it belongs to; may be empty
 */
public record Origin(Kind kind, String of) {
    /** In Ansible's order of precedence: a later one wins. */
    public enum Kind {
        /** What a play takes where nobody says otherwise. */
        DEFAULTS("defaults of the play"),
        /** {@code [web:vars]} or {@code vars:} in an inventory. */
        GROUP("group"),
        /** {@code group_vars/} beside the inventory or the playbook. */
        GROUP_FILE("group_vars of"),
        /** On the host's own line, or under the host in YAML. */
        HOST("host"),
        /** {@code host_vars/} beside the inventory or the playbook. */
        HOST_FILE("host_vars of"),
        /** {@code inventory_hostname} and the like, which nobody can set. */
        BUILT_IN("built in"),
        PLAY("vars of the play"),
        PLAY_FILE("vars_files"),
        TASK("vars of the task"),
        REGISTERED("registered by"),
        EXTRA("-e");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** In words, as a note may say it: {@code group web}, {@code host_vars of db1}. */
    @Override
    public String toString() {
        return of.isEmpty() ? kind.words : kind.words + " " + of;
    }
}
