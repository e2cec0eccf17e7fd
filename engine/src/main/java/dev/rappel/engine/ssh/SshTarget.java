package dev.rappel.engine.ssh;

import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host to connect to, as the inventory has it. What is empty here is left to the user's own
 * OpenSSH configuration.
 *
 * @param name the host's name in the inventory
 * @param address where to connect: a name, an address, or an alias of the ssh configuration
 * @param port from 1 to 65535
 * @param user who logs in
 * @param keyFile a private key; a leading {@code ~} is the home folder
 * @param password for logging in; masked wherever it is printed
 * @param becomePassword what sudo asks for; masked wherever it is printed
 * @param arguments words for ssh, such as {@code -F file} or {@code -o Name=value}
 * @param timeout how long one hop may take until it is logged in
 */
public record SshTarget(
        String name,
        String address,
        OptionalInt port,
        Optional<String> user,
        Optional<String> keyFile,
        Optional<Value.Secret> password,
        Optional<Value.Secret> becomePassword,
        List<String> arguments,
        Optional<Duration> timeout) {
    public SshTarget {
        arguments = List.copyOf(arguments);
    }

    /** A host of which nothing is known but its address. */
    public static SshTarget of(String name, String address) {
        return new SshTarget(
                name,
                address,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** The same, with other words for ssh. */
    public SshTarget withArguments(List<String> words) {
        return new SshTarget(
                name, address, port, user, keyFile, password, becomePassword, words, timeout);
    }
}
