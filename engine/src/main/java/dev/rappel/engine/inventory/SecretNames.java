package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Value;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection variables that hold passwords, by their names in Ansible's ssh, sudo and su
 * plugins. Whatever file they stand in, their values are secret.
 */
final class SecretNames {
    private static final Set<String> NAMES =
            Set.of(
                    "ansible_password",
                    "ansible_ssh_pass",
                    "ansible_ssh_password",
                    "ansible_become_password",
                    "ansible_become_pass",
                    "ansible_sudo_pass",
                    "ansible_su_pass",
                    "ansible_private_key_passphrase",
                    "ansible_ssh_private_key_passphrase",
                    "ansible_private_key",
                    "ansible_ssh_private_key",
                    "ansible_vault_password");

    private static final Pattern ASSIGNED =
            Pattern.compile("(ansible_[a-z_]++)[\"']?[ \\t]*+[:=][ \\t]*+");

    private SecretNames() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }

    /** Keeps a secret out of every diagnostic that shows its line. */
    static void hide(String name, Span value) {
        if (NAMES.contains(name)) {
            value.source().hide(value.start(), value.end());
        }
    }

    /**
     * Hides what follows a secret's name up to the end of the line, for texts that could not be
     * taken apart yet.
     */
    static void hideLines(Source source) {
        String text = source.text();
        if (!text.contains("ansible_")) {
            return;
        }
        Matcher found = ASSIGNED.matcher(text);
        while (found.find()) {
            if (NAMES.contains(found.group(1))) {
                int end = found.end();
                while (end < text.length()
                        && text.charAt(end) != '\n'
                        && text.charAt(end) != '\r') {
                    end++;
                }
                source.hide(found.end(), end);
            }
        }
    }

    static Value guard(String name, Value value) {
        return NAMES.contains(name) && !(value instanceof Value.Secret)
                ? new Value.Secret(value)
                : value;
    }
}
