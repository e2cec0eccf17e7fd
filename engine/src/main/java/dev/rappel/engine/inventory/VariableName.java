package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import java.util.Set;

/** What a variable may be called. */
final class VariableName {
    /** Set by the engine itself; a value given in a file would silently not count. */
    static final Set<String> BUILT_IN =
            Set.of(
                    "inventory_hostname",
                    "inventory_hostname_short",
                    "inventory_file",
                    "inventory_dir",
                    "group_names",
                    "groups",
                    "hostvars",
                    "playbook_dir");

    private VariableName() {}

    /** Warns of a name that no expression can use or that the engine sets itself. */
    static void check(String name, Span place, Problems problems) {
        if (BUILT_IN.contains(name)) {
            problems.add(
                    Diagnostic.warning(
                                    InventoryCode.BAD_VARIABLE_NAME,
                                    "`" + name + "` is set by the engine; this value is not used",
                                    place)
                            .help("give the variable another name"));
        } else if (!isIdentifier(name)) {
            problems.add(
                    Diagnostic.warning(
                                    InventoryCode.BAD_VARIABLE_NAME,
                                    "no expression can use a variable called `" + name + "`",
                                    place)
                            .help("use letters, digits and `_`, and begin with a letter"));
        }
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && (Character.isUnicodeIdentifierStart(name.codePointAt(0))
                        || name.charAt(0) == '_')
                && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }
}
