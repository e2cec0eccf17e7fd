package dev.rappel.engine.value;

import java.util.Map;
import java.util.Optional;

/** Names that have a value everywhere in Ansible and none here, with the way to say it here. */
public final class AnsibleNames {
    private static final String ADDRESS =
            "it is only there for hosts whose inventory gives it; the host's name is"
                    + " `inventory_hostname`";

    private static final String FACTS =
            "what Ansible's `setup` collects is not collected here: use `inventory_hostname`, a"
                    + " variable of the inventory, or what a `command` registered";

    private static final String HOSTS = "`groups` holds the names of the hosts, as `groups.all`";

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry(
                            "hostvars",
                            "hosts do not see each other's variables: write what they share into"
                                    + " `group_vars` or the play's `vars`"),
                    Map.entry("ansible_host", ADDRESS),
                    Map.entry("ansible_port", ADDRESS),
                    Map.entry("ansible_user", ADDRESS),
                    Map.entry("ansible_facts", FACTS),
                    Map.entry("ansible_hostname", FACTS),
                    Map.entry("play_hosts", HOSTS),
                    Map.entry("ansible_play_hosts", HOSTS),
                    Map.entry("ansible_play_hosts_all", HOSTS),
                    Map.entry("ansible_play_batch", HOSTS),
                    Map.entry(
                            "omit", "leave the argument out, or write the task twice with `when`"),
                    Map.entry("inventory_dir", "paths count from the playbook: `playbook_dir`"),
                    Map.entry("inventory_file", "paths count from the playbook: `playbook_dir`"),
                    Map.entry("role_path", "there are no roles; paths count from `playbook_dir`"));

    private AnsibleNames() {}

    /** What to write instead of one of these names. */
    public static Optional<String> instead(String name) {
        return Optional.ofNullable(NAMES.get(name));
    }

    /** The same for all that begins as Ansible's facts do; a likely typo is a better guess. */
    public static Optional<String> insteadOfFact(String name) {
        return name.startsWith("ansible_") ? Optional.of(FACTS) : Optional.empty();
    }
}
