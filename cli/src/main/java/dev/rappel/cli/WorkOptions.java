package dev.rappel.cli;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How hosts are worked on and what is shown of it: the same words for every command that does. */
final class WorkOptions {
    /** About so many connections worked on at a time are fastest. */
    private static final int FORKS = 40;

    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            description = "How many hosts are worked on at the same time (default: 40).")
    private int forks = FORKS;

    @Option(
            names = {"-b", "--become"},
            description = "Tasks run as root unless they say otherwise.")
    private boolean become;

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "Ask for the password that sudo wants, once for all hosts.")
    private boolean askBecomePassword;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show what stays as it is too, and every line of a difference.")
    private boolean verbose;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output.")
    private boolean json;

    int forks() throws Failure {
        if (forks < 1 || forks > 1000) {
            throw Failure.of(Failure.Kind.USAGE, "--forks takes a number from 1 to 1000");
        }
        return forks;
    }

    boolean become() {
        return become;
    }

    boolean verbose() {
        return verbose;
    }

    boolean json() {
        return json;
    }

    /** Asks, where that is wanted. */
    Optional<Value.Secret> becomePassword() throws Failure, InterruptedException {
        if (!askBecomePassword) {
            return Optional.empty();
        }
        return Optional.of(
                new Value.Secret(new Value.Text(Asking.password("sudo's password on the hosts"))));
    }
}
