package dev.rappel.engine.ssh;

import java.util.Optional;

/**
 * A shell's process on a host, told from a later one that got the same number.
 *
 * @param pid its number
 * @param start when it was started, in the host's own count since it booted
 * @param boot which of the host's boots that was
 */
record ShellProcess(String pid, String start, String boot) {
    /**
     * What a shell runs to name itself as {@code $self}; starts no process, because it is on the
     * way of every connection.
     */
    static final String NAME_ITSELF =
            """
            self() {
              read -r line </proc/$$/stat
              read -r boot </proc/sys/kernel/random/boot_id
              set -- ${line##*) }
              [ "$boot" ] && [ $# -gt 19 ] && self="$$ ${20} $boot"
            }
            self 2>/dev/null || self="$$ - -"
            unset -f self; unset line boot
            """;

    /** From the words of {@link #NAME_ITSELF}; empty where they are none. */
    static Optional<ShellProcess> of(String words) {
        String[] parts = words.strip().split(" +", -1);
        return parts.length == 3
                ? Optional.of(new ShellProcess(parts[0], parts[1], parts[2]))
                : Optional.empty();
    }
}
