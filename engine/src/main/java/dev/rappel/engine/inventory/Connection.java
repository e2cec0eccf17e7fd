package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * How a host is reached and what one may do there, from the variables that Ansible's {@code ssh}
 * connection and {@code sudo} read. What is empty here is left to the user's own OpenSSH
 * configuration.
 *
 * @param address where to connect: {@code ansible_host}, else the host's name
 * @param port {@code ansible_port}, from 1 to 65535
 * @param user {@code ansible_user}
 * @param keyFile {@code ansible_ssh_private_key_file}, as it is written: {@code ~} is not resolved
 * @param password {@code ansible_password}, masked wherever it is printed
 * @param become whether tasks run as another user unless they say otherwise
 * @param becomeUser that user; {@code root} if not set
 * @param becomePassword {@code ansible_become_password}, masked wherever it is printed
 * @param arguments words for ssh from {@code ansible_ssh_args}, {@code ansible_ssh_common_args} and
 *     {@code ansible_ssh_extra_args}, in this order
 * @param timeout how long to wait for a connection
 */
public record Connection(
        String address,
        OptionalInt port,
        Optional<String> user,
        Optional<String> keyFile,
        Optional<Value.Secret> password,
        boolean become,
        String becomeUser,
        Optional<Value.Secret> becomePassword,
        List<String> arguments,
        Optional<Duration> timeout) {
    public Connection {
        arguments = List.copyOf(arguments);
    }

    /**
     * The connection of a host. Every variable that cannot be what it must be is reported.
     *
     * @param render what makes a value of a template; a template that is left after it is an error
     */
    public static Connection of(
            Host host, Vars vars, UnaryOperator<Value> render, Problems problems) {
        return new ConnectionReader(host, vars, render, problems).read();
    }

    /** The connection of a host whose variables hold no templates. */
    public static Connection of(Host host, Vars vars, Problems problems) {
        return of(host, vars, UnaryOperator.identity(), problems);
    }
}
