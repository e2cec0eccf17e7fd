package dev.rappel.engine.playbook;

import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names that every play has without anybody defining them; Ansible's. */
final class BuiltIn {
    static final String GROUPS = "groups";

    /** The element, in a task with {@code loop}. */
    static final String ITEM = "item";

    private static final Type TEXTS = new Type.Items(Type.Simple.TEXT);

    private static final List<Scope.Declared> NAMES =
            List.of(
                    declared("inventory_hostname", Type.Simple.TEXT),
                    declared("inventory_hostname_short", Type.Simple.TEXT),
                    declared("group_names", TEXTS),
                    declared(GROUPS, new Type.Table(TEXTS)),
                    declared("playbook_dir", Type.Simple.TEXT));

    private BuiltIn() {}

    private static Scope.Declared declared(String name, Type type) {
        return new Scope.Declared(name, type, Optional.empty());
    }

    static List<Scope.Declared> names() {
        return NAMES;
    }

    /** Names that a user must not take for variables of their own. */
    static final Set<String> RESERVED =
            Set.of(
                    "inventory_hostname",
                    "inventory_hostname_short",
                    "group_names",
                    GROUPS,
                    "hostvars",
                    "playbook_dir",
                    ITEM);
}
